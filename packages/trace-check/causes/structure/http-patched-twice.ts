import { serviceName } from '#trace-model/span.ts';
import { sourcesOf } from '../../case.ts';
import { type Source, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { explainAll, ofKind, servicesWith } from '../cause.ts';
import { hookCalls } from './hook.ts';

const whereRegistered = (sources: Source[]) => {
  for (const source of sources) {
    const [call] = hookCalls(source);
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};

export const httpPatchedTwice: Cause = {
  id: 'http-patched-twice',
  title: 'http is patched twice',
  family: 'structure',
  seen: 'Every call shows as two client spans of the same library, one inside the other.',
  why: 'The hook was registered before the SDK was loaded. The SDK then gets its `http` through the hook, the shop gets it directly, and the instrumentation wraps both.',
  fix: 'First the imports of the SDK, at the top of the file, then `register(…)`, then `new NodeSDK(…)`. No `await import` of the SDK, and no file of its own for the hook.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesWith(symptoms, 'too-many-edges').flatMap(service => {
      const doubled = ofKind(symptoms, 'too-many-edges').filter(
        symptom =>
          symptom.service === service &&
          symptom.spans.some(span => {
            const parent = symptom.request?.parentOf(span);
            return (
              serviceName(span) === service &&
              parent?.kind === 'client' &&
              span.kind === 'client' &&
              parent.scope.name === span.scope.name &&
              span.scope.name.includes('instrumentation')
            );
          }),
      );
      return explainAll(doubled, {
        message: 'The hook is registered before the SDK is loaded, so http is wrapped twice.',
        next: 'Import the SDK with plain imports at the top of tracing.ts, and call register after them.',
        where: whereRegistered(sourcesOf(seen, service)),
      });
    }),
};
