import { isServiceName } from '../../launch/service.ts';
import type { Cause } from '../cause.ts';
import { misnamedServices, whereNamed, whereSdkMade } from './misnamed.ts';

export const sharedName: Cause = {
  id: 'shared-name',
  title: 'Two services with one name',
  family: 'identity',
  seen: 'A service seems to call itself, and another one sends no spans.',
  why: 'The name was copied along with the file, or one `OTEL_SERVICE_NAME` is set for all.',
  fix: 'One name for each program that is deployed by itself.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    misnamedServices(symptoms, seen).flatMap(misnamed => {
      const { service, as, covers, process } = misnamed;
      const others = seen.evidence.deliveries.filter(one => one.as === as && one.service !== service);
      if (!isServiceName(as) && others.length === 0) return [];
      const named = whereNamed(misnamed, as);
      const byVariable = named === undefined && process?.env.OTEL_SERVICE_NAME === as;
      return [
        {
          covers,
          saw: isServiceName(as)
            ? `The spans of ${service} arrived under the name of another service, ${as}.`
            : `The spans of ${service} and of ${others[0]?.service} arrived under one name, ${as}.`,
          message: byVariable
            ? `OTEL_SERVICE_NAME is ${as}, for every service started from this shell.`
            : 'Two programs with one name look like one that calls itself.',
          next: byVariable
            ? 'Run `unset OTEL_SERVICE_NAME`, and name each service in its tracing.ts.'
            : `Name this one ${service}.`,
          where: byVariable ? undefined : (named ?? whereNamed(misnamed) ?? whereSdkMade(misnamed)),
        },
      ];
    }),
};
