// This file is loaded before everything else in api-gateway:
//
//   node --import ./tracing.ts main.ts
//
// TODO: start the OpenTelemetry SDK here. README.md, beside this folder, says how.

export {};
