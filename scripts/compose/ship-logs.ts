// Log lines to Loki, beside the container's own log: a batch every second, each line as the service wrote it.
// Loki's push address has been the same since its first version.

const SEND_EVERY_MS = 1_000;
/** At 200 bytes a line: 2 MB kept for a Loki that is away, then the oldest are let go. */
const MOST_KEPT = 10_000;
const MOST_AT_ONCE = 1_000;
const WITHIN_MS = 5_000;

type Entry = { nano: string; line: string; level: string };

const levelOf = (line: string): string => /"level":"(info|warn|error)"/.exec(line)?.[1] ?? 'info';

const pushBody = (service: string, entries: Entry[]): string =>
  JSON.stringify({
    streams: [...Map.groupBy(entries, entry => entry.level)].map(([level, ofLevel]) => ({
      stream: { service_name: service, level },
      values: ofLevel.map(({ nano, line }) => [nano, line]),
    })),
  });

export type LogShipper = { add(line: string): void; end(): Promise<void> };

export const shipLogs = (loki: string, service: string): LogShipper => {
  let kept: Entry[] = [];
  let sending: Promise<void> = Promise.resolve();
  let last = 0n;

  const send = async (): Promise<void> => {
    const batch = kept.slice(0, MOST_AT_ONCE);
    if (batch.length === 0) return;
    try {
      const answer = await fetch(`${loki}/loki/api/v1/push`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: pushBody(service, batch),
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      await answer.arrayBuffer();
      // what Loki refuses it will refuse again; where it is overloaded, the next turn tries again
      if (answer.status < 500 && answer.status !== 429) kept = kept.filter(entry => !batch.includes(entry));
    } catch {
      // Loki is starting, or away: the lines wait
    }
  };
  const inTurn = (): void => {
    sending = sending.then(send);
  };
  const timer = setInterval(inTurn, SEND_EVERY_MS);
  return {
    add: line => {
      if (line.trim() === '') return;
      // two lines of one millisecond keep their order
      const now = BigInt(Date.now()) * 1_000_000n;
      last = now > last ? now : last + 1n;
      kept.push({ nano: String(last), line, level: levelOf(line) });
      if (kept.length > MOST_KEPT) kept.shift();
    },
    end: async () => {
      clearInterval(timer);
      inTurn();
      await sending;
    },
  };
};
