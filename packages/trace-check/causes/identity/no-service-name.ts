import { lineWith } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { isDefaultName, type Misnamed, misnamedServices, whereSdkMade } from './misnamed.ts';

const whereResource = ({ sources }: Misnamed) => {
  for (const source of sources) {
    const where = lineWith(source, /\bresource\b\s*[:=]|resourceFromAttributes\(/);
    if (where) return where;
  }
  return undefined;
};

export const noServiceName: Cause = {
  id: 'no-service-name',
  title: 'A service without a name',
  family: 'identity',
  seen: 'Spans arrive under `unknown_service`, or under no name at all.',
  why: 'Nobody gave the service a name. The SDK then makes one up from the name of the program, and with a `resource` of your own it has none.',
  fix: "Give the NodeSDK `serviceName: 'order-service'`, or set `OTEL_SERVICE_NAME`.",
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    misnamedServices(symptoms, seen).flatMap(misnamed => {
      const { service, as, covers } = misnamed;
      if (as !== '' && !isDefaultName(as)) return [];
      const where = as === '' ? (whereResource(misnamed) ?? whereSdkMade(misnamed)) : whereSdkMade(misnamed);
      return [
        {
          covers,
          saw:
            as === ''
              ? `The spans of ${service} arrived without any service.name.`
              : `The spans of ${service} arrived as unknown_service.`,
          message:
            as === ''
              ? 'The resource given here takes the place of the default one, and holds no service.name.'
              : 'Nothing gives this service a name, so the SDK made one up.',
          next: `Add serviceName: '${service}' to the NodeSDK.`,
          where,
        },
      ];
    }),
};
