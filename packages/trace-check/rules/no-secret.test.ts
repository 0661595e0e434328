import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanOptions, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const CARD = '4000-0000-0000-0011';

const saw = (options: SpanOptions, name = 'pay'): string[] => {
  const lab = tinyLab([{ rule: 'no-secret', what: 'the card number', values: [CARD] }], ['order-service']);
  const seen = evidence([{ name: 'an order', traces: [span('order-service', name, options)] }]);
  return observe(openCase(lab, seen)).map(symptom => symptom.saw);
};

test('a secret is found wherever a span can hold it', () => {
  const places: [SpanOptions, string][] = [
    [{ attributes: { card: CARD } }, 'the attribute "card"'],
    [{ attributes: { cards: ['x', CARD] } }, 'the attribute "cards"'],
    [{ attributes: { payment: JSON.stringify({ card: CARD, amount: 1 }) } }, 'the attribute "payment"'],
    [{ events: [{ name: `charged ${CARD}` }] }, 'the name of an event'],
    [
      { events: [{ name: 'charged', attributes: { card: CARD } }] },
      'the attribute "card" of the event "charged"',
    ],
    [{ status: { code: 'error', message: `no luck with ${CARD}` } }, 'the message of the status'],
  ];
  for (const [options, place] of places)
    assert.deepEqual(saw(options), [`"pay" carries the card number in ${place}.`]);
  assert.equal(saw({}, `pay with ${CARD}`).length, 1);
});

test('other dashes and spaces do not hide it', () => {
  for (const text of ['4000000000000011', '4000 0000 0000 0011', 'CARD:4000.0000.0000.0011;'])
    assert.equal(saw({ attributes: { card: text } }).length, 1, text);
});

test('the last four digits tell nothing', () => {
  assert.deepEqual(saw({ attributes: { card: '…0011', 'card.masked': '****-****-****-0011' } }), []);
});
