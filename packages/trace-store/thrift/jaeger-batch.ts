// Jaeger's own data model, from Thrift: a batch of spans of one process. Field numbers are those of
// jaeger-idl/thrift/jaeger.thrift; as in Jaeger, a span without one of its required fields spoils the batch.

import type { AttributeValue } from '#trace-model/span.ts';
import { readStruct, readStructs, type Shape, type ThriftReader, TYPE } from './thrift-reader.ts';

export type Tag = { key: string; value: AttributeValue };
export type Log = { timeMicros: bigint; fields: Tag[] };
export type Reference = { childOf: boolean; traceIdLow: bigint; traceIdHigh: bigint; spanId: bigint };

/** 64-bit numbers are unsigned bit patterns. */
export type JaegerSpan = {
  traceIdLow: bigint;
  traceIdHigh: bigint;
  spanId: bigint;
  parentSpanId: bigint;
  operationName: string;
  references: Reference[];
  startMicros: bigint;
  durationMicros: bigint;
  tags: Tag[];
  logs: Log[];
};

export type Batch = { serviceName: string; processTags: Tag[]; spans: JaegerSpan[] };

const { bool, double, i32, i64, list, string, struct } = TYPE;

const BATCH: Shape = {
  what: 'the batch',
  types: [undefined, struct, list],
  required: [
    { id: 1, name: 'process' },
    { id: 2, name: 'spans' },
  ],
};
const PROCESS: Shape = {
  what: 'the process',
  types: [undefined, string, list],
  required: [{ id: 1, name: 'serviceName' }],
};
const SPAN: Shape = {
  what: 'a span',
  types: [undefined, i64, i64, i64, i64, string, list, i32, i64, i64, list, list],
  required: [
    { id: 1, name: 'traceIdLow' },
    { id: 2, name: 'traceIdHigh' },
    { id: 3, name: 'spanId' },
    { id: 4, name: 'parentSpanId' },
    { id: 5, name: 'operationName' },
    { id: 7, name: 'flags' },
    { id: 8, name: 'startTime' },
    { id: 9, name: 'duration' },
  ],
};
const REFERENCE: Shape = {
  what: 'a reference',
  types: [undefined, i32, i64, i64, i64],
  required: [
    { id: 1, name: 'refType' },
    { id: 2, name: 'traceIdLow' },
    { id: 3, name: 'traceIdHigh' },
    { id: 4, name: 'spanId' },
  ],
};
const LOG: Shape = {
  what: 'a log',
  types: [undefined, i64, list],
  required: [
    { id: 1, name: 'timestamp' },
    { id: 2, name: 'fields' },
  ],
};
const TAG: Shape = {
  what: 'a tag',
  types: [undefined, string, i32, string, double, bool, i64, string],
  required: [
    { id: 1, name: 'key' },
    { id: 2, name: 'vType' },
  ],
};

export function readBatch(reader: ThriftReader): Batch {
  const batch: Batch = { serviceName: '', processTags: [], spans: [] };
  readStruct(reader, BATCH, id => {
    if (id === 1) readProcess(reader, batch);
    else batch.spans = readStructs(reader, readSpan);
  });
  return batch;
}

function readProcess(reader: ThriftReader, batch: Batch): void {
  readStruct(reader, PROCESS, id => {
    if (id === 1) batch.serviceName = reader.text();
    else batch.processTags = readStructs(reader, readTag);
  });
}

function readSpan(reader: ThriftReader): JaegerSpan {
  const span: JaegerSpan = {
    traceIdLow: 0n,
    traceIdHigh: 0n,
    spanId: 0n,
    parentSpanId: 0n,
    operationName: '',
    references: [],
    startMicros: 0n,
    durationMicros: 0n,
    tags: [],
    logs: [],
  };
  readStruct(reader, SPAN, id => {
    switch (id) {
      case 1:
        span.traceIdLow = reader.u64();
        break;
      case 2:
        span.traceIdHigh = reader.u64();
        break;
      case 3:
        span.spanId = reader.u64();
        break;
      case 4:
        span.parentSpanId = reader.u64();
        break;
      case 5:
        span.operationName = reader.text();
        break;
      case 6:
        span.references = readStructs(reader, readReference);
        break;
      case 7:
        // Jaeger's flags, 1 for sampled and 2 for debug: OTLP has no place for them, and the Collector drops them
        reader.i32();
        break;
      case 8:
        span.startMicros = reader.u64();
        break;
      case 9:
        span.durationMicros = reader.u64();
        break;
      case 10:
        span.tags = readStructs(reader, readTag);
        break;
      case 11:
        span.logs = readStructs(reader, readLog);
        break;
    }
  });
  return span;
}

const CHILD_OF = 0;

function readReference(reader: ThriftReader): Reference {
  const reference: Reference = { childOf: false, traceIdLow: 0n, traceIdHigh: 0n, spanId: 0n };
  readStruct(reader, REFERENCE, id => {
    if (id === 1) reference.childOf = reader.i32() === CHILD_OF;
    else if (id === 2) reference.traceIdLow = reader.u64();
    else if (id === 3) reference.traceIdHigh = reader.u64();
    else reference.spanId = reader.u64();
  });
  return reference;
}

function readLog(reader: ThriftReader): Log {
  const log: Log = { timeMicros: 0n, fields: [] };
  readStruct(reader, LOG, id => {
    if (id === 1) log.timeMicros = reader.u64();
    else log.fields = readStructs(reader, readTag);
  });
  return log;
}

/** The value stands in one of five fields, and `vType` says in which; a value that is not there is that type's zero. */
function readTag(reader: ThriftReader): Tag {
  let key = '';
  let type = 0;
  let text = '';
  let number = 0;
  let yes = false;
  let long = 0n;
  let bytes: Uint8Array = NO_BYTES;
  readStruct(reader, TAG, id => {
    switch (id) {
      case 1:
        key = reader.text();
        break;
      case 2:
        type = reader.i32();
        break;
      case 3:
        text = reader.text();
        break;
      case 4:
        number = reader.double();
        break;
      case 5:
        yes = reader.bool();
        break;
      case 6:
        long = reader.u64();
        break;
      case 7:
        bytes = reader.bytes();
        break;
    }
  });
  switch (type) {
    case 0:
      return { key, value: { type: 'string', value: text } };
    case 1:
      return { key, value: { type: 'double', value: number } };
    case 2:
      return { key, value: { type: 'bool', value: yes } };
    case 3:
      return { key, value: { type: 'int', value: BigInt.asIntN(64, long) } };
    case 4:
      return { key, value: { type: 'bytes', value: bytes } };
    default:
      // the words of the Collector
      return { key, value: { type: 'string', value: '<Unknown Jaeger TagType "<UNSET>">' } };
  }
}

const NO_BYTES = new Uint8Array(0);
