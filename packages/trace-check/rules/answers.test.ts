import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCase } from '../case.ts';
import { evidence, type RequestSketch, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';

const observed = (request: RequestSketch) =>
  observe(openCase(tinyLab([{ rule: 'answers' }]), evidence([request])));

test('an answer with the status that was due is fine', () => {
  assert.deepEqual(observed({ name: 'an order', status: 200 }), []);
  assert.deepEqual(observed({ name: 'an unknown order', status: 404, due: 404 }), []);
});

test('another status is told together with what the service said', () => {
  const [symptom] = observed({
    name: 'an order',
    status: 500,
    answer: { error: { code: 'internal', message: 'it broke' } },
  });
  assert.equal(symptom?.what, 'wrong-answer');
  assert.equal(
    symptom?.saw,
    'GET /orders/1001 was answered with 500, and 200 was due. It said {"error":{"code":"internal","message":"it broke"}}.',
  );
});

test('an answer is cut before it fills the screen', () => {
  const [symptom] = observed({ name: 'an order', status: 500, answer: 'x'.repeat(5000) });
  assert.ok((symptom?.saw.length ?? 0) < 300);
});

test('the right status with a field missing is a wrong answer, and the field is named', () => {
  const due = { name: 'an order', answerHas: ['id', 'receipt.number'] };
  assert.deepEqual(observed({ ...due, answer: { id: 7, receipt: { number: 'r-1' } } }), []);
  assert.deepEqual(observed({ ...due, answer: { id: null, receipt: { number: 'r-1' } } }), []);
  const [symptom] = observed({ ...due, answer: { id: 7, receipt: {} } });
  assert.equal(symptom?.what, 'wrong-answer');
  assert.match(symptom?.saw ?? '', /the answer has no "receipt\.number"\.$/);
});

test('an answer that is no object has none of the fields', () => {
  for (const answer of [null, '', 'ok', 7])
    assert.equal(observed({ name: 'an order', answerHas: ['id'], answer })[0]?.what, 'wrong-answer');
});

test('no answer in time and a broken connection are told apart', () => {
  assert.match(observed({ name: 'an order', failure: 'timeout' })[0]?.saw ?? '', /not answered in time/);
  for (const failure of ['broken', 'refused'] as const) {
    const [symptom] = observed({ name: 'an order', failure });
    assert.equal(symptom?.what, 'no-answer');
    assert.match(symptom?.saw ?? '', /the connection broke/);
  }
});
