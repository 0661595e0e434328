import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShopError } from './errors.ts';
import { createFaults, parseFault, parseFaultList } from './faults.ts';

test('SHOP_FAULTS names steps, latencies, errors and how often', () => {
  assert.deepEqual(parseFaultList('charge card:latency=300,error=503; save order:error=500,times=2;'), [
    { step: 'charge card', latency: 300, error: 503 },
    { step: 'save order', error: 500, times: 2 },
  ]);
  assert.deepEqual(parseFaultList(''), []);
});

for (const bad of [
  'charge card',
  'charge card:',
  'charge card:latency=soon',
  'x:error=200',
  'x:latency=99999999',
])
  test(`SHOP_FAULTS="${bad}" is refused with the entry and an example`, () => {
    assert.throws(() => parseFaultList(bad), /SHOP_FAULTS has ".*Example: "charge card:latency=300/);
  });

for (const bad of [null, 'text', {}, { step: 'x' }, { step: '', error: 500 }, { step: 'x', times: 1 }])
  test(`${JSON.stringify(bad)} is no fault`, () => {
    assert.throws(
      () => parseFault(bad),
      (error: unknown) => error instanceof ShopError && error.status === 400,
    );
  });

test('a step without a fault goes through at once', async () => {
  await createFaults().at('charge card');
});

test('a failing step answers with the status of the fault, as often as it says', async () => {
  const faults = createFaults([{ step: 'charge card', error: 503, times: 2 }]);
  for (const _ of [1, 2])
    await assert.rejects(
      faults.at('charge card'),
      (error: unknown) => error instanceof ShopError && error.status === 503,
    );
  await faults.at('charge card');
  assert.deepEqual(faults.list(), []);
});

test('a slow step takes its time', async () => {
  const faults = createFaults([{ step: 'find user', latency: 30 }]);
  const from = performance.now();
  await faults.at('find user');
  assert.ok(performance.now() - from >= 29);
});
