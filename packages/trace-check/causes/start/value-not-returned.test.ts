import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { evidence, findingsOf, type RequestSketch, tinyLab } from '../../evidence-builder.ts';

const found = (sketch: Partial<RequestSketch>) =>
  findingsOf(
    tinyLab([{ rule: 'answers' }]),
    evidence(
      [
        {
          name: 'an order',
          service: 'order-service',
          answerHas: ['id', 'total'],
          traces: [span('order-service', 'POST /orders', { kind: 'server' })],
          ...sketch,
        },
      ],
      {
        sources: {
          'order-service/place-order.ts':
            "const saveOrder = async order => {\n  await tracer.startActiveSpan('save order', save);\n};\n",
        },
      },
    ),
  );

test('an answer with all its fields is fine, also when one of them is 0', () => {
  assert.deepEqual(found({ answer: { id: '1', total: 0 } }), []);
});

test('a good status without the fields is a value that was not returned', () => {
  const [finding] = found({ answer: '' });
  assert.equal(finding?.cause, 'value-not-returned');
  assert.match(finding.saw, /the answer has no "id", "total"/);
  assert.equal(finding.where?.line, 2);
});

test('another status has another cause', () => {
  assert.ok(found({ status: 500 }).every(({ cause }) => cause !== 'value-not-returned'));
});
