import type { Cause } from '../cause.ts';
import { undo, whereSet } from './address.ts';
import { explainTogether, silentServices } from './silent.ts';

const VARIABLE = 'OTEL_SDK_DISABLED';

export const sdkDisabled: Cause = {
  id: 'sdk-disabled',
  title: 'The SDK is switched off',
  family: 'silence',
  seen: 'The service answers, and neither a span nor a `traceparent` header leaves it.',
  why: '`OTEL_SDK_DISABLED=true` is set. `sdk.start()` sees it and returns without doing anything.',
  fix: 'Unset the variable in the shell the services start from.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const off = silentServices(symptoms, seen).filter(
      ({ process }) => process?.env[VARIABLE]?.trim().toLowerCase() === 'true',
    );
    return explainTogether(off, (first, names) => {
      const where = whereSet(first, VARIABLE);
      return {
        saw: `No span of ${names} arrived, and no SDK was at work there.`,
        message: `${VARIABLE} is true, so sdk.start() does nothing.`,
        next: undo(VARIABLE, where),
        where,
      };
    });
  },
};
