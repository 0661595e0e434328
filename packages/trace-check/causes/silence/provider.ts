// How a tracing.ts may bring a provider about. NodeSDK is what the lab shows; others are as right.

import { type Call, callsTo, type Source } from '../../source/source.ts';

const MAKERS = [
  'NodeSDK',
  'startNodeSdk',
  'TracerProvider',
  'NodeTracerProvider',
  'BasicTracerProvider',
  'setGlobalTracerProvider',
];

export const makerIn = (source: Source): Call | undefined => callsTo(source, ...MAKERS)[0];

/** Auto-instrumentation packages start an SDK on being imported. */
const STARTS_BY_ITSELF = /auto-instrumentations-node|register/;

export const makesProvider = (source: Source): boolean =>
  makerIn(source) !== undefined ||
  source.imports.some(
    node =>
      node.specifiers.length === 0 &&
      typeof node.source.value === 'string' &&
      /opentelemetry/.test(node.source.value) &&
      STARTS_BY_ITSELF.test(node.source.value),
  );

/** Constructed by name, or by a package that brings them all. An import that nobody uses does not count. */
export const instruments = (source: Source, name: string): boolean =>
  callsTo(source, name, 'getNodeAutoInstrumentations').length > 0 ||
  source.imports.some(node => /auto-instrumentations/.test(String(node.source.value)));
