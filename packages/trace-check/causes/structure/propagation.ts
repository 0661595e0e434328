import type { Cause } from '../cause.ts';
import { callsLeftOut } from './calls-left-out.ts';
import { homeMadeHeaders } from './home-made-headers.ts';
import { propagatorsDiffer } from './propagators-differ.ts';
import { propagatorsNone } from './propagators-none.ts';

/** Why a context did not cross from one service to the next. */
export const PROPAGATION: Cause[] = [homeMadeHeaders, callsLeftOut, propagatorsDiffer, propagatorsNone];
