import type { Cause } from '../cause.ts';
import { defaultsWin } from './defaults-win.ts';
import { noServiceName } from './no-service-name.ts';
import { sharedName } from './shared-name.ts';
import { wrongServiceName } from './wrong-service-name.ts';

export const IDENTITY: Cause[] = [defaultsWin, noServiceName, sharedName, wrongServiceName];
