import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationFrom, durationText } from './duration.ts';

test('a duration is said in the unit a person would use, with three digits', () => {
  const said = [0, 0.25, 1, 12.34, 999.6, 1234, 45_678, 999_600, 1_500_000, 75_000_000, 5_400_000_000];
  assert.deepEqual(said.map(durationText), [
    '0 ms',
    '250 ns',
    '1 µs',
    '12.3 µs',
    '1 ms',
    '1.23 ms',
    '45.7 ms',
    '1 s',
    '1.5 s',
    '1 min 15 s',
    '1 h 30 min',
  ]);
  assert.equal(durationText(-1500), '−1.5 ms');
});

test('a duration can be written as in Go, with or without spaces', () => {
  assert.equal(durationFrom('100ms'), 100_000);
  assert.equal(durationFrom('1h15m30.5s'), 4_530_500_000);
  assert.equal(durationFrom(' 1.2 s '), 1_200_000);
  assert.equal(durationFrom('.5us'), 0.5);
  for (const wrong of ['', '100', 'ms', '5 lightyears', '1ms!', '-1ms']) {
    assert.equal(durationFrom(wrong), undefined, wrong);
  }
});
