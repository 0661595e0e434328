import type { Cause } from '../cause.ts';
import { consoleExporter } from './console-exporter.ts';
import { deliveryRefused } from './delivery-refused.ts';
import { endpointHasPath } from './endpoint-has-path.ts';
import { exitOnSignal } from './exit-on-signal.ts';
import { exporterNone } from './exporter-none.ts';
import { grpcToHttpPort } from './grpc-to-http-port.ts';
import { httpToGrpcPort } from './http-to-grpc-port.ts';
import { jaegerPort } from './jaeger-port.ts';
import { loadedTooEarly } from './loaded-too-early.ts';
import { neverSent } from './never-sent.ts';
import { noHttpInstrumentation } from './no-http-instrumentation.ts';
import { noSpanProcessor } from './no-span-processor.ts';
import { nobodyListens } from './nobody-listens.ts';
import { notSampled } from './not-sampled.ts';
import { providerNotGlobal } from './provider-not-global.ts';
import { queueFull } from './queue-full.ts';
import { requestsLeftOut } from './requests-left-out.ts';
import { sdkDisabled } from './sdk-disabled.ts';
import { sdkMissing } from './sdk-missing.ts';
import { sdkNotStarted } from './sdk-not-started.ts';
import { sentElsewhere } from './sent-elsewhere.ts';
import { shutDownTooEarly } from './shut-down-too-early.ts';
import { silentService } from './silent-service.ts';
import { startNotReached } from './start-not-reached.ts';
import { tlsToPlainPort } from './tls-to-plain-port.ts';
import { unknownHost } from './unknown-host.ts';
import { urlWithoutPath } from './url-without-path.ts';
import { visitIsNoProof } from './visit-is-no-proof.ts';

/** What was sent and did not arrive says most; then what was tried; then what was never begun. */
export const SILENCE: Cause[] = [
  queueFull,
  notSampled,
  sdkMissing,
  sdkDisabled,
  exporterNone,
  endpointHasPath,
  urlWithoutPath,
  httpToGrpcPort,
  grpcToHttpPort,
  tlsToPlainPort,
  visitIsNoProof,
  jaegerPort,
  deliveryRefused,
  unknownHost,
  nobodyListens,
  consoleExporter,
  sdkNotStarted,
  noSpanProcessor,
  providerNotGlobal,
  startNotReached,
  noHttpInstrumentation,
  loadedTooEarly,
  exitOnSignal,
  shutDownTooEarly,
  sentElsewhere,
  neverSent,
  requestsLeftOut,
  silentService,
];
