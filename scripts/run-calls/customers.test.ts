import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawCall, faultBefore } from './customers.ts';

/** Every hundredth from 0 on, so that each share can be counted. */
const hundred = Array.from({ length: 100 }, (_, index) => {
  const draws = [index / 100, 0.3, 0.5, 0.7];
  return drawCall(() => draws.shift() ?? 0.5);
});

test('of a hundred customers some wait, some are refused, and most are served', () => {
  const bodies = hundred.map(call => JSON.stringify(call));
  assert.equal(bodies.filter(text => text.includes('delay=')).length, 6);
  assert.equal(bodies.filter(text => /"999"|Turntable|"7"|7777/.test(text)).length, 12);
  assert.equal(hundred.filter(({ method }) => method === 'GET').length, 15);
});

test('every 25th call meets a fault that goes by itself, each sort in its turn', () => {
  const met = Array.from({ length: 101 }, (_, count) => faultBefore(count + 1)).filter(
    one => one !== undefined,
  );
  assert.deepEqual(
    met.map(fault => [fault.step, fault.times]),
    [
      ['charge card', 1],
      ['save order', 1],
      ['charge card', 1],
      ['charge card', 1],
    ],
  );
});
