// A datagram of Jaeger's agent protocol: the call `emitBatch`, one way, with the batch as its only argument.

import { UnreadableBody } from '#trace-model/otlp.ts';
import { binaryReader } from './binary-reader.ts';
import { COMPACT_MAGIC, compactReader } from './compact-reader.ts';
import { type Batch, readBatch } from './jaeger-batch.ts';
import { readStruct, type Shape, TYPE } from './thrift-reader.ts';

export type Encoding = 'binary' | 'compact';

const READERS = { binary: binaryReader, compact: compactReader } as const;

const ARGUMENTS: Shape = {
  what: 'the call',
  types: [undefined, TYPE.struct],
  required: [{ id: 1, name: 'batch' }],
};

/** A call this port does not take, such as the one for Zipkin's spans. */
export class OtherCall extends Error {}

export function readEmitBatch(datagram: Uint8Array, encoding: Encoding): Batch {
  const reader = READERS[encoding](datagram);
  const { name } = reader.message();
  if (name !== 'emitBatch') throw new OtherCall(name);
  let batch: Batch | undefined;
  readStruct(reader, ARGUMENTS, () => {
    batch = readBatch(reader);
  });
  if (batch === undefined) throw new UnreadableBody('the call has no batch');
  return batch;
}

/** What the first bytes of a message say; undefined when they say neither. */
export function encodingOf(datagram: Uint8Array): Encoding | undefined {
  if (datagram[0] === COMPACT_MAGIC) return 'compact';
  return datagram[0] === 0x80 && datagram[1] === 0x01 ? 'binary' : undefined;
}
