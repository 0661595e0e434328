// A service whose spans arrive, under a name that is not its own.

import { serviceName } from '#trace-model/span.ts';
import { type Case, sourcesOf } from '../../case.ts';
import type { ProcessRecord } from '../../evidence.ts';
import type { Where } from '../../finding.ts';
import type { ServiceName } from '../../launch/service.ts';
import { callsTo, lineWith, type Source, whereIs } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { ofKind } from '../cause.ts';
import { namesOf, shownBy } from '../silence/silent.ts';

export type Misnamed = {
  service: ServiceName;
  /** The name its spans came under; empty when they had none. */
  as: string;
  covers: [Symptom, ...Symptom[]];
  process: ProcessRecord | undefined;
  sources: Source[];
};

/** Through Jaeger one sees names and not processes: one service is missing, and one name is a stranger's. */
const strangersIn = (seen: Case, missing: ServiceName[]): string[] => {
  if (seen.evidence.gathered === 'private' || missing.length !== 1) return [];
  const names = new Set(seen.requests.flatMap(view => view.spans).map(serviceName));
  return [...names].filter(name => !seen.lab.services.some(service => service === name));
};

export const misnamedServices = (symptoms: Symptom[], seen: Case): Misnamed[] => {
  const missing = [
    ...new Set(ofKind(symptoms, 'no-spans').flatMap(({ service }) => (service ? [service] : []))),
  ];
  const strangers = strangersIn(seen, missing);
  return missing.flatMap(service => {
    const names = namesOf(service, seen);
    const [as] = names.length > 0 ? names : strangers;
    if (as === undefined || names.includes(service)) return [];
    const shown = shownBy(service, symptoms, seen);
    const [first, ...rest] = [
      ...ofKind(shown, 'no-spans'),
      ...shown.filter(symptom => symptom.what !== 'no-spans'),
    ];
    if (first === undefined) return [];
    return [
      {
        service,
        as,
        covers: [first, ...rest],
        process: seen.process(service),
        sources: sourcesOf(seen, service),
      },
    ];
  });
};

/** The SDK's own default: `unknown_service`, and the program after a colon. */
export const isDefaultName = (name: string): boolean => /^unknown_service(:|$)/.test(name);

/** The default holds the path of the program, which tells a learner nothing. */
export const spoken = (name: string): string => (isDefaultName(name) ? 'unknown_service' : name);

const NAME_IN_CODE = /\bserviceName\b|service\.name|SERVICE_NAME/;

/** The line that gives a name, if there is one. */
export const whereNamed = ({ sources }: Misnamed, name?: string): Where | undefined => {
  const lines = sources.flatMap(source => {
    const where = lineWith(source, NAME_IN_CODE);
    return where ? [{ source, where }] : [];
  });
  if (name === undefined) return lines[0]?.where;
  for (const source of sources) {
    const literal = source.text
      .split('\n')
      .findIndex(line => ["'", '"', '`'].some(quote => line.includes(`${quote}${name}${quote}`)));
    if (literal >= 0)
      return { path: source.path, line: literal + 1, code: source.text.split('\n')[literal] ?? '' };
  }
  return undefined;
};

export const whereSdkMade = ({ sources }: Misnamed): Where | undefined => {
  for (const source of sources) {
    const [call] = callsTo(source, 'NodeSDK', 'startNodeSdk', 'TracerProvider');
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};

/** The variable a name comes from, where no line of the code gives it. */
export const nameVariable = (misnamed: Misnamed): { name: string; value: string } | undefined => {
  const { as, process } = misnamed;
  if (as === '' || whereNamed(misnamed, as)) return undefined;
  const own = process?.env.OTEL_SERVICE_NAME;
  if (own === as) return { name: 'OTEL_SERVICE_NAME', value: own };
  const all = process?.env.OTEL_RESOURCE_ATTRIBUTES;
  return all?.includes(`service.name=${as}`) ? { name: 'OTEL_RESOURCE_ATTRIBUTES', value: all } : undefined;
};
