import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '../../packages/trace-model/builder.ts';
import { encodeOtlpJson } from '../../packages/trace-model/otlp.ts';
import { type AttributeValue, type Span, serviceName } from '../../packages/trace-model/span.ts';
import { tidyTrace } from './tidy-trace.ts';

const text = (value: string): AttributeValue => ({ type: 'string', value });
const [made] = trace(span('order-service', 'take payment'));
assert.ok(made);
const failing: Span = {
  ...made,
  attributes: {
    'app.payment.currency': text('EUR'),
    'url.full': text('http://localhost:43121/users/1'),
    'host.name': text('box'),
  },
  events: [
    {
      timeNano: made.startNano + 5n,
      name: 'exception',
      droppedAttributesCount: 0,
      attributes: {
        'exception.stacktrace': text(
          'Error: no\n    at file:///home/ada/shop/services/x.ts:1:2\n    at file:///home/ada/shop/.workshop/scene-a1/order-service/y.ts:3:4\n    at node:internal/process/task:1:1',
        ),
      },
    },
  ],
};
const [tidied] = tidyTrace([failing], '/home/ada/shop', new Map([[43121, 8001]]));

test('nothing of the machine is left: no path, no port, no host', () => {
  const json = JSON.stringify(encodeOtlpJson(tidied ? [tidied] : []));
  for (const word of ['/home/ada', '.workshop', 'node:internal', '43121', 'box'])
    assert.ok(!json.includes(word), word);
  assert.match(json, /services\/order-service\/y\.ts:3:4/);
  assert.match(json, /localhost:8001\/users\/1/);
});

test('the service, the tree and all lengths of time stay', () => {
  assert.ok(tidied);
  assert.equal(serviceName(tidied), serviceName(failing));
  assert.equal(tidied.spanId, failing.spanId);
  assert.equal(tidied.endNano - tidied.startNano, failing.endNano - failing.startNano);
  assert.equal((tidied.events[0]?.timeNano ?? 0n) - tidied.startNano, 5n);
});
