// More spans in one request than the SDK's queue holds: which ones are dropped differs from run to run, so this is
// no mistake with a golden report, but the cause must be named each time.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyWorkshop } from './workshop-copy.ts';

const END = `      return await shop.inventory.reserve(product, quantity, delay);
    } finally {`;
const LOOP = `
      for (let place = 1; place <= 5_000; place++)
        tracer.startSpan('look at place').end();`;

test('a span for each of 5,000 rounds fills the queue, and check-lab names that and the line', async context => {
  const workshop = await copyWorkshop(context);
  const dir = join(workshop.folder, 'mine');
  cpSync(join(workshop.folder, 'solutions', '03-spans', 'order-service'), join(dir, 'order-service'), {
    recursive: true,
  });
  const file = join(dir, 'order-service', 'place-order.ts');
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes(END));
  writeFileSync(file, text.replace(END, `${END}${LOOP}`));

  const check = workshop.run('check-lab', ['03', '--dir', dir]);
  assert.equal(await check.exited, 1, check.output());
  assert.match(check.output(), /queue-full/);
  assert.match(check.output(), /order-service ended more spans at once than its queue of 2048\s+holds/);
  assert.match(check.output(), /startSpan\('look at place'\)\.end\(\)/);
});
