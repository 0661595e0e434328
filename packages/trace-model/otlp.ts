// OTLP ⇄ Span. Everything about the wire that other rooms need comes from here.

export { decodeOtlpJson } from './otlp-json-decode.ts';
export { encodeOtlpJson, type OtlpTraces } from './otlp-json-encode.ts';
export { decodeOtlpProtobuf } from './otlp-protobuf.ts';
export { encodeOtlpProtobuf } from './otlp-protobuf-encode.ts';
export { splitByTrace, type TracePart, tracePart } from './otlp-split.ts';
export { UnreadableBody } from './protobuf-reader.ts';
