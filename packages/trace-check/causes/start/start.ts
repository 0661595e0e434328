import type { Cause } from '../cause.ts';
import { classNotMade } from './class-not-made.ts';
import { crash } from './crash.ts';
import { endedBySignal } from './ended-by-signal.ts';
import { endlessLoop } from './endless-loop.ts';
import { errorInPart } from './error-in-part.ts';
import { exitCalled } from './exit-called.ts';
import { exporterUnknown } from './exporter-unknown.ts';
import { missingExport } from './missing-export.ts';
import { missingImport } from './missing-import.ts';
import { neverReady } from './never-ready.ts';
import { neverSettles } from './never-settles.ts';
import { portTaken } from './port-taken.ts';
import { processorOptions } from './processor-options.ts';
import { promiseNotAwaited } from './promise-not-awaited.ts';
import { registerOfNode } from './register-of-node.ts';
import { syntaxError } from './syntax-error.ts';
import { valueNotReturned } from './value-not-returned.ts';

/** What is said most exactly comes first; a crash is what is left. */
export const START: Cause[] = [
  missingExport,
  missingImport,
  syntaxError,
  portTaken,
  exporterUnknown,
  exitCalled,
  endlessLoop,
  endedBySignal,
  neverReady,
  promiseNotAwaited,
  processorOptions,
  registerOfNode,
  classNotMade,
  crash,
  neverSettles,
  valueNotReturned,
  errorInPart,
];
