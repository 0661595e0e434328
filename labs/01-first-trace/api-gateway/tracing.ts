// This file is loaded before everything else in api-gateway:
//
//   node --import ./tracing.ts main.ts
//
// So it can set up what watches Express and http before they are used. README.md, beside this folder,
// has the pieces.

// TODO 1: import the SDK, register the hook, then make a NodeSDK and start it.

export {};
