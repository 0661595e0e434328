import type { Cause } from '../cause.ts';
import { addressVariable, whereAddress, whereSet } from './address.ts';
import { callsOf, type Silent, silentServices } from './silent.ts';

const isAddress = (text: string): boolean => /^https?:\/\//.test(text);

/** The address as it is written in a `url: '…'`. */
const urlIn = ({ sources }: Silent): string | undefined => {
  for (const source of sources) {
    const [, url] = /\burl:\s*['"`]([^'"`]*)['"`]/.exec(source.text) ?? [];
    if (url !== undefined) return url;
  }
  return undefined;
};

export const neverSent: Cause = {
  id: 'never-sent',
  title: 'Spans are made, and never sent',
  family: 'silence',
  seen: 'The service passes on a `traceparent`, so it makes spans. No connection for them is opened.',
  why: 'The exporter can not use its address, or is not connected to the provider at all. An address begins with `http://`.',
  fix: 'Leave the address out, and give the exporter to the NodeSDK as `traceExporter`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      if (silent.process?.sdk?.registered !== true || silent.connections.length > 0) return [];
      const makes = callsOf(silent.service, seen).some(call => call.headers.traceparent !== undefined);
      const url = urlIn(silent);
      const variable = addressVariable(silent);
      const wrong = [url, variable?.value].find(text => text !== undefined && !isAddress(text));
      if (!makes && wrong === undefined) return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. It opened no connection to send one.`,
          message:
            wrong === undefined
              ? 'Spans are made here, and nothing takes them to the network.'
              : `"${wrong}" is no address an exporter can use: it must begin with http://.`,
          next:
            wrong !== undefined && wrong === variable?.value
              ? `Set ${variable.name} to http://localhost:4318, or unset it.`
              : 'Give the NodeSDK `traceExporter: new OTLPTraceExporter()`, without a url.',
          where: whereAddress(silent) ?? (variable && whereSet(silent, variable.name)),
        },
      ];
    }),
};
