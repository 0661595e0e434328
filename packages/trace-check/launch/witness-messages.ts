// What the witness inside a service tells the checker. Plain data over the child's IPC channel.

export type WitnessMessage =
  | { witness: 'hop'; at: number; method: string; url: string; headers: Record<string, string> }
  | {
      witness: 'call';
      at: number;
      method: string;
      host: string;
      path: string;
      headers: Record<string, string>;
    }
  | { witness: 'connect'; host: string; port: number; localPort: number; outcome: string }
  | { witness: 'exit-called'; code: string; stack: string }
  | { witness: 'crash'; name: string; message: string; stack: string }
  | { witness: 'sdk'; registered: boolean; propagates: string[]; env: Record<string, string> }
  | { witness: 'sdk-said'; level: 'warn' | 'error'; message: string; stack: string }
  | { witness: 'flushed'; id: number };

export type WitnessOrder = { order: 'flush'; id: number } | { order: 'report-sdk' };

/** Which ports the service shall reach in place of the usual ones: `{ 4318: 40123 }`. */
export const PORT_MAP_VARIABLE = 'SHOP_CHECK_PORT_MAP';

export const isWitnessMessage = (value: unknown): value is WitnessMessage =>
  typeof value === 'object' && value !== null && 'witness' in value;
