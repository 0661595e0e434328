import { type Span, serviceName } from '#trace-model/span.ts';
import { lineWith } from '../../source/source.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { sourcesFor } from '../structure/by-hand.ts';

const PREFIX = '@opentelemetry/instrumentation-';
/** Under an HTTP server with Express, what these see is seen already. */
const NOISY = ['router', 'net', 'dns', 'fs', 'connect'];

const noiseOf = (span: Span): string | undefined =>
  NOISY.find(name => span.scope.name === `${PREFIX}${name}`);

export const layersTwice: Cause = {
  id: 'layers-twice',
  title: 'Every instrumentation at once',
  family: 'style',
  seen: 'Each layer of a request is there twice, and connections are there too: more spans of plumbing than of work.',
  why: 'Express instrumentation tells of the layers, and router instrumentation tells of them again. Net and DNS tell of every connection, below an HTTP span that has said it all.',
  fix: 'List the instrumentations you need: HTTP and Express. Leave out router, net, dns and fs.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    ofKind(symptoms, 'too-many-spans').flatMap((symptom, _index, all): Explanation[] => {
      const noise = [...new Set(symptom.spans.flatMap(span => noiseOf(span) ?? []))];
      if (noise.length === 0 || all.find(one => one.service === symptom.service) !== symptom) return [];
      const extra = symptom.spans.filter(span => noiseOf(span) !== undefined);
      const [span] = extra;
      const sources = span ? sourcesFor(seen, serviceName(span)) : [];
      const where = sources
        .map(source =>
          lineWith(source, /new (Router|Net|Dns|Fs|Connect)Instrumentation|getNodeAutoInstrumentations\(/),
        )
        .find(Boolean);
      return [
        {
          covers: [symptom, ...all.filter(one => one !== symptom && one.service === symptom.service)],
          saw: `${symptom.service} made ${symptom.spans.length} automatic spans for ${symptom.request?.name ?? 'one request'}. ${extra.length} of them come from the instrumentation of ${noise.join(' and ')}.`,
          message:
            'These repeat what the HTTP and Express spans say already, and hide the steps of the order.',
          ...(where ? { where } : {}),
          next: `Remove the instrumentation of ${noise.join(' and ')}.`,
        },
      ];
    }),
};
