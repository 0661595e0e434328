// Jaeger as the judge of the trace store: the same spans, the same questions, the same answers.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, isBag, listOf, textOf } from './answer.ts';
import { compare } from './compare.ts';
import { type Asked, differenceTable } from './difference-table.ts';
import { DIFFERENCES } from './differences.ts';
import { findJaeger } from './find-jaeger.ts';
import { manyTraces, oddTraces, zeroTraces } from './odd-spans.ts';
import {
  adjustedQuestions,
  byTags,
  type Known,
  listQuestions,
  type Question,
  rawQuestions,
  searchQuestions,
  zeroQuestions,
} from './questions.ts';
import { sdkSpans } from './sdk-spans.ts';
import { type Server, sendBy, sendSpans, WAYS } from './send-spans.ts';
import { type RunningJaeger, startJaeger } from './start-jaeger.ts';
import { type RunningStore, startStore } from './start-store.ts';

const TABLE = join(import.meta.dirname, 'differences.md');
const READABLE_WITHIN_MS = 30_000;
const POLL_MS = 50;
const MANY = 2000;
const DELIVERY = 500;

type Two = { jaeger: RunningJaeger; store: RunningStore };

const minuteAgo = Date.now() - 60_000;
const odd = oddTraces(minuteAgo);
const many = manyTraces(MANY, minuteAgo);
const sdk = await Promise.all(WAYS.map(async way => ({ way, spans: await sdkSpans(way) })));
const lastMs = Date.now();

const known: Known = {
  traceIds: [
    ...new Set([
      ...odd.flat().map(({ traceId }) => traceId),
      ...sdk.flatMap(({ spans }) => spans.map(span => span.spanContext().traceId)),
    ]),
  ],
  services: [
    ...new Set([
      ...odd.flat().flatMap(({ resource }) => {
        const name = resource.attributes['service.name'];
        return name?.type === 'string' && name.value !== '' ? [name.value] : [];
      }),
      ...WAYS.flatMap(way => [`${way}-gateway`, `${way}-orders`]),
      'many-gateway',
    ]),
  ],
  firstMs: minuteAgo,
  lastMs,
};

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + READABLE_WITHIN_MS;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `within ${READABLE_WITHIN_MS / 1000} s ${what}`);
    await pause(POLL_MS);
  }
};

const spansOf = async (server: Server, traceId: string): Promise<number> => {
  const { body } = await ask(server.url, `/api/v3/traces/${traceId}?raw_traces=true`);
  const result = isBag(body) && isBag(body.result) ? body.result : {};
  return (
    JSON.stringify(result).match(
      /"spanId":"[0-9a-f]{16}","(?:traceState|parentSpanId|flags|name|kind|start)/g,
    ) ?? []
  ).length;
};

/** Every trace is whole on this server. */
const isThere = async (server: Server): Promise<boolean> => {
  const due = new Map<string, number>();
  for (const span of [...odd.flat(), many.at(-1)].filter(one => one !== undefined)) {
    // one that comes twice may be kept once
    if (span.name !== 'the same twice') due.set(span.traceId, (due.get(span.traceId) ?? 0) + 1);
  }
  for (const { spans } of sdk)
    for (const span of spans) {
      const { traceId } = span.spanContext();
      due.set(traceId, (due.get(traceId) ?? 0) + 1);
    }
  for (const [traceId, count] of due) if ((await spansOf(server, traceId)) < count) return false;
  return true;
};

const load = async (server: Server): Promise<void> => {
  for (const spans of odd) assert.equal(await sendSpans(spans, server), 200);
  for (const { way, spans } of sdk) await sendBy(way, spans, server);
  for (let from = 0; from < many.length; from += DELIVERY)
    assert.equal(await sendSpans(many.slice(from, from + DELIVERY), server, from % 2 === 0), 200);
  await until('every span can be read', () => isThere(server));
};

const asked: Asked[] = [];

const askBoth = async (questions: Question[], { jaeger, store }: Two): Promise<void> => {
  const unlisted: string[] = [];
  for (const question of questions) {
    const [ofJaeger, ofStore] = await Promise.all([
      ask(jaeger.url, question.path),
      ask(store.url, question.path),
    ]);
    const verdict = compare(question, { jaeger: ofJaeger, store: ofStore });
    if (verdict.is === 'unlisted') unlisted.push(verdict.shown);
    asked.push({ path: question.path, differences: verdict.is === 'listed' ? verdict.differences : [] });
  }
  assert.equal(
    unlisted.length,
    0,
    `${unlisted.length} of ${questions.length} answers differ, and tests/jaeger/differences.ts does not say why:\n\n${unlisted.slice(0, 20).join('\n\n')}`,
  );
};

let first: Two;
let fresh: Two;

before(async () => {
  const source = await findJaeger();
  const store = await startStore();
  first = { jaeger: await startJaeger(source), store };
  fresh = { jaeger: await startJaeger(source), store };
  for (const server of [first.jaeger, fresh.jaeger, store]) await load(server);
});
after(async () => {
  await Promise.all([first, fresh].flatMap(({ jaeger, store }) => [jaeger.stop(), store.stop()]));
});

test('services and operations are those of Jaeger', () => askBoth(listQuestions(known), first));

test('traces by their id are those of Jaeger, as they were sent, and so is what is said of bad parameters', () =>
  askBoth(rawQuestions(known), first));

test('every search finds what Jaeger finds, or refuses in its words', () =>
  askBoth(searchQuestions(known), first));

test('traces are put right as Jaeger puts them right', () => askBoth(adjustedQuestions(known), fresh));

test('ids of zeros are the only ones that are refused', async () => {
  await using jaeger = await startJaeger(await findJaeger());
  await using store = await startStore();
  for (const spans of zeroTraces(minuteAgo))
    for (const server of [jaeger, store]) assert.equal(await sendSpans(spans, server), 200);
  await until('Jaeger lists the service', async () => {
    const { body } = await ask(jaeger.url, '/api/v3/operations?service=odd-zero');
    return isBag(body) && listOf(body.operations).length === 2;
  });
  await askBoth(zeroQuestions, { jaeger, store });
});

test('query.attributes finds what the same tags find in Jaeger', async () => {
  const idsIn = (text: string): string[] => [...new Set(text.match(/(?<="traceI[dD]":")[0-9a-f]+/g) ?? [])];
  for (const { older, newer } of byTags(known)) {
    const [found, ours] = await Promise.all([ask(first.jaeger.url, older), ask(first.store.url, newer)]);
    // links name other traces: those of the spans are told by the traces' own ids
    const wanted = isBag(found.body)
      ? listOf(found.body.data).flatMap(one =>
          isBag(one) && typeof one.traceID === 'string' ? [one.traceID.padStart(32, '0')] : [],
        )
      : [];
    const there = isBag(ours.body) && isBag(ours.body.result) ? textOf(ours.body.result) : '';
    assert.deepEqual(new Set(idsIn(there).filter(id => wanted.includes(id))), new Set(wanted), newer);
    if (wanted.length === 0) assert.equal(ours.status, 404, newer);
  }
});

test('every listed difference occurs, and the table says what was found', () => {
  for (const difference of DIFFERENCES)
    assert.ok(
      asked.some(({ differences }) => differences.includes(difference)),
      `"${difference.where}" is listed in differences.ts and occurs no longer: take it out.`,
    );
  const table = differenceTable(asked);
  if (process.env.UPDATE_DIFFERENCES) writeFileSync(TABLE, table);
  assert.equal(
    readFileSync(TABLE, 'utf8'),
    table,
    `${relative(process.cwd(), TABLE)} is out of date. UPDATE_DIFFERENCES=1 npm run test:jaeger writes it anew.`,
  );
});
