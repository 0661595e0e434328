import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesText, counted } from './count.ts';
import { agoText, clockText } from './moment.ts';

const NOW = new Date(2026, 10, 21, 9, 30, 0).getTime();

test('how long ago is said in one unit', () => {
  const ago = (ms: number): string => agoText(NOW - ms, NOW);
  assert.deepEqual([0, 5000, 59_999, 60_000, 3_600_000, 86_400_000].map(ago), [
    'a moment ago',
    '5 s ago',
    '59 s ago',
    '1 min ago',
    '1 h ago',
    '1 d ago',
  ]);
  assert.equal(agoText(NOW + 60_000, NOW), 'in the future');
});

test('today needs no date, another day has one, another year says so', () => {
  assert.equal(clockText(NOW, NOW), '09:30:00.000');
  assert.equal(clockText(new Date(2026, 10, 20, 23, 5, 7, 42).getTime(), NOW), 'Nov 20, 23:05:07.042');
  assert.equal(clockText(new Date(2023, 0, 2).getTime(), NOW), 'Jan 2, 2023, 00:00:00.000');
});

test('a number agrees with its noun', () => {
  assert.equal(counted(1, 'span'), '1 span');
  assert.equal(counted(12_345, 'span'), '12,345 spans');
  assert.equal(counted(2, 'delivery', 'deliveries'), '2 deliveries');
  assert.deepEqual([1, 999, 2048, 3_500_000].map(bytesText), ['1 byte', '999 bytes', '2.05 kB', '3.5 MB']);
});
