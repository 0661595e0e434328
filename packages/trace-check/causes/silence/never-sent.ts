import type { Case } from '../../case.ts';
import type { Cause } from '../cause.ts';
import { addressOf, explainAddresses } from './address.ts';
import { callsOf, type Silent, silentServices } from './silent.ts';

/** The address as it is written in a `url: '…'`. */
const urlIn = ({ sources }: Silent): string | undefined => {
  for (const source of sources) {
    const [, url] = /\burl:\s*['"`]([^'"`]*)['"`]/.exec(source.text) ?? [];
    if (url !== undefined) return url;
  }
  return undefined;
};

const unusable = (silent: Silent): string | undefined =>
  [urlIn(silent), addressOf(silent).variable?.value].find(
    text => text !== undefined && !/^https?:\/\//.test(text),
  );

const makesSpans = ({ service }: Silent, seen: Case): boolean =>
  callsOf(service, seen).some(call => call.headers.traceparent !== undefined);

export const neverSent: Cause = {
  id: 'never-sent',
  title: 'Spans are made, and never sent',
  family: 'silence',
  seen: 'The service passes on a `traceparent`, so it makes spans. No connection for them is opened.',
  why: 'The exporter can not use its address, or is not connected to the provider at all. An address begins with `http://`.',
  fix: 'Leave the address out, and give the exporter to the NodeSDK as `traceExporter`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const idle = silentServices(symptoms, seen).filter(
      silent =>
        silent.process?.sdk?.registered === true &&
        silent.connections.length === 0 &&
        (unusable(silent) !== undefined || makesSpans(silent, seen)),
    );
    return explainAddresses(idle, undefined, (first, names, { variable }) => {
      const wrong = unusable(first);
      return {
        saw: `No span of ${names} arrived. No connection was opened to send one.`,
        message:
          wrong === undefined
            ? 'Spans are made here, and nothing takes them to the network.'
            : `"${wrong}" is no address an exporter can use: it must begin with http://.`,
        next: variable
          ? `Set ${variable.name} to http://localhost:4318, or unset it.`
          : 'Give the NodeSDK `traceExporter: new OTLPTraceExporter()`, without a url.',
      };
    });
  },
};
