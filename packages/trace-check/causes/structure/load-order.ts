import type { Cause } from '../cause.ts';
import { bundled } from './bundled.ts';
import { entryRenamed } from './entry-renamed.ts';
import { hookWithoutExpress } from './hook-without-express.ts';
import { httpPatchedTwice } from './http-patched-twice.ts';
import { noEsmHook } from './no-esm-hook.ts';
import { noExpressInstrumentation } from './no-express-instrumentation.ts';

/** What was loaded when, and what was never loaded at all. */
export const LOAD_ORDER: Cause[] = [
  bundled,
  noExpressInstrumentation,
  noEsmHook,
  hookWithoutExpress,
  entryRenamed,
  httpPatchedTwice,
];
