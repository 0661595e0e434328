import type { Case } from '../../case.ts';
import { isServiceName } from '../../launch/service.ts';
import type { Cause } from '../cause.ts';
import { explainTogether } from '../silence/silent.ts';
import { type Misnamed, misnamedServices, nameVariable, whereNamed, whereSdkMade } from './misnamed.ts';

const isShared = ({ as, service }: Misnamed, seen: Case): boolean =>
  isServiceName(as) || seen.evidence.deliveries.some(one => one.as === as && one.service !== service);

export const sharedName: Cause = {
  id: 'shared-name',
  title: 'Two services with one name',
  family: 'identity',
  seen: 'A service seems to call itself, and another one sends no spans.',
  why: 'The name was copied along with the file, or one `OTEL_SERVICE_NAME` is set for all.',
  fix: 'One name for each program that is deployed by itself.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const shared = misnamedServices(symptoms, seen).filter(misnamed => isShared(misnamed, seen));
    const byVariable = shared.filter(misnamed => nameVariable(misnamed) !== undefined);
    return [
      ...explainTogether(byVariable, (first, names) => ({
        saw: `The spans of ${names} arrived under one name, ${first.as}.`,
        message: `${nameVariable(first)?.name} is ${nameVariable(first)?.value}, for every service started from this shell.`,
        next: `Run \`unset ${nameVariable(first)?.name}\`, and name each service in its tracing.ts.`,
      })),
      ...shared
        .filter(misnamed => !byVariable.includes(misnamed))
        .map(misnamed => ({
          covers: misnamed.covers,
          saw: `The spans of ${misnamed.service} arrived under the name of another service, ${misnamed.as}.`,
          message: 'Two programs with one name look like one that calls itself.',
          next: `Name this one ${misnamed.service}.`,
          where: whereNamed(misnamed, misnamed.as) ?? whereNamed(misnamed) ?? whereSdkMade(misnamed),
        })),
    ];
  },
};
