import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest, scatterOf } from './scatter-layout.ts';
import type { Summary } from './summary.ts';

const NOW = new Date(2026, 10, 21, 9, 30).getTime();
const FRAME = { width: 600, height: 160 };

const at = (ms: number, durationMicros: number, spans = 1): Summary => ({
  traceId: `${ms}`,
  service: 'shop',
  operation: 'GET /',
  rooted: true,
  startMicros: (NOW + ms) * 1000,
  durationMicros,
  spans,
  errors: 0,
  orphans: 0,
  services: [],
});

test('points go from left to right by time and upwards by duration, within the frame', () => {
  const { points, plot } = scatterOf([at(1000, 200), at(0, 100), at(500, 150)], FRAME, NOW);
  assert.deepEqual(
    points.map(({ trace }) => trace.traceId),
    ['0', '500', '1000'],
  );
  const [first, second, third] = points;
  assert.equal(first?.x, plot.left);
  assert.equal(third?.x, plot.right);
  assert.equal(third?.y, plot.top);
  assert.ok((second?.y ?? 0) < (first?.y ?? 0));
  assert.ok(points.every(({ y }) => y >= plot.top && y <= plot.bottom));
});

test('durations that differ much get a scale of factors, others start at zero', () => {
  const labels = (...durations: number[]): string[] =>
    scatterOf(
      durations.map((duration, index) => at(index * 100, duration)),
      FRAME,
      NOW,
    ).yTicks.map(({ label }) => label);
  assert.deepEqual(labels(50_000, 100_000), ['0 ms', '50 ms', '100 ms']);
  assert.deepEqual(labels(1000, 1_000_000), ['1 ms', '10 ms', '100 ms', '1 s']);
  assert.deepEqual(labels(21_000, 932_000), ['50 ms', '100 ms', '200 ms', '500 ms']);
});

test('one trace, and traces of no duration, still have a place', () => {
  for (const traces of [[at(0, 100)], [at(0, 0), at(0, 0)]]) {
    for (const { x, y } of scatterOf(traces, FRAME, NOW).points) {
      assert.ok(Number.isFinite(x) && x > 0 && x < FRAME.width);
      assert.ok(Number.isFinite(y));
    }
  }
  assert.deepEqual(scatterOf([], FRAME, NOW).points, []);
});

test('a larger trace has a larger point, up to a bound', () => {
  const radii = scatterOf([at(0, 1), at(1, 1, 10), at(2, 1, 1_000_000)], FRAME, NOW).points.map(
    ({ radius }) => radius,
  );
  assert.ok(radii[0] !== undefined && radii[1] !== undefined && radii[0] < radii[1]);
  assert.equal(radii[2], 10);
});

test('the point that is meant is the nearest, and far away there is none', () => {
  const { points } = scatterOf([at(0, 100), at(1000, 100)], FRAME, NOW);
  assert.equal(nearest(points, (points[1]?.x ?? 0) - 5, points[1]?.y ?? 0), 1);
  assert.equal(nearest(points, 300, 150), undefined);
});

test('no two marks of the time say the same, however short the time is', () => {
  for (const length of [0, 30, 1500, 4000, 60_000, 3_600_000]) {
    const labels = scatterOf([at(0, 100), at(length, 200)], FRAME, NOW).xTicks.map(({ label }) => label);
    assert.equal(new Set(labels).size, labels.length, labels.join(', '));
  }
});
