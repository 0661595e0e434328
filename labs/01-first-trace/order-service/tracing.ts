// This file is loaded before everything else in order-service:
//
//   node --import ./tracing.ts main.ts
//
// order-service is a process of its own. What the gateway's file starts is not here.

// TODO 2: do the same for order-service, under its own name.

export {};
