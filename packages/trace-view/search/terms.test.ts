import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askFor, type Complaints, NO_TERMS, paramsOf, type Terms, termsFrom } from './terms.ts';

const NOW = new Date(2026, 10, 21, 9, 30).getTime();

const asked = (terms: Partial<Terms>): Record<string, string> => {
  const found = askFor({ ...NO_TERMS, ...terms }, NOW);
  assert.ok(found.ok, JSON.stringify(found));
  return Object.fromEntries(found.ask.params);
};

const complaints = (terms: Partial<Terms>): Complaints => {
  const found = askFor({ ...NO_TERMS, ...terms }, NOW);
  return found.ok ? {} : found.complaints;
};

test('an address of Jaeger UI is read field by field', () => {
  const address =
    'end=1700000100000000&limit=50&lookback=1h&maxDuration=2s&minDuration=1.5ms&operation=POST%20%2Forders' +
    '&service=api-gateway&start=1700000000000000&tags=%7B%22error%22%3A%22true%22%2C%22user%22%3A%22a%20b%22%7D';
  const terms = termsFrom(new URLSearchParams(address));
  const { start, end, ...rest } = terms;
  assert.deepEqual(rest, {
    service: 'api-gateway',
    operation: 'POST /orders',
    tags: 'error=true user="a b"',
    minDuration: '1.5ms',
    maxDuration: '2s',
    lookback: 'custom',
    limit: '50',
  });
  assert.equal(new Date(start).getTime(), 1_700_000_000_000);
  assert.equal(new Date(end).getTime(), 1_700_000_100_000);
  assert.deepEqual(asked(terms), {
    start: '1700000000000000',
    end: '1700000100000000',
    limit: '50',
    service: 'api-gateway',
    operation: 'POST /orders',
    tags: '{"error":"true","user":"a b"}',
    minDuration: '1500000ns',
    maxDuration: '2000000000ns',
  });
});

test('the address of a search leads back to the same search', () => {
  const terms: Terms = {
    service: 'a&b',
    operation: 'GET /',
    tags: 'error=true name="two words"',
    minDuration: '5ms',
    maxDuration: '1s',
    lookback: '2h',
    start: '',
    end: '',
    limit: '7',
  };
  assert.deepEqual(termsFrom(paramsOf(terms)), terms);
  assert.deepEqual(termsFrom(paramsOf(NO_TERMS)), NO_TERMS);
  assert.equal(String(paramsOf(NO_TERMS)), '');
  const custom = {
    ...NO_TERMS,
    lookback: 'custom',
    start: '2026-11-21T09:00:00.000',
    end: '2026-11-21T09:30:00.000',
  };
  assert.deepEqual(termsFrom(paramsOf(custom)), custom);
});

test('older links with tag=key:value are read', () => {
  assert.equal(
    termsFrom(new URLSearchParams('tag=error:true&tag=url:http://x/')).tags,
    'error=true url=http://x/',
  );
});

test('a lookback counts from now, and any time has no bounds', () => {
  assert.equal(asked({ lookback: '1h' }).start, String((NOW - 3_600_000) * 1000));
  assert.equal(asked({ lookback: '2d' }).start, String((NOW - 172_800_000) * 1000));
  assert.equal(asked({}).start, '0');
});

test('what cannot be asked is said at its field', () => {
  assert.match(complaints({ minDuration: '100' }).minDuration ?? '', /unit/);
  assert.match(
    complaints({ minDuration: '2s', maxDuration: '1s' }).maxDuration ?? '',
    /less than the shortest, 2s/,
  );
  assert.match(complaints({ limit: '0' }).limit ?? '', /1 to 1500/);
  assert.match(complaints({ limit: 'many' }).limit ?? '', /whole number/);
  assert.match(complaints({ tags: 'a="b' }).tags ?? '', /quotes after a/);
  assert.match(complaints({ lookback: 'yesterday' }).lookback ?? '', /no time range/);
  assert.match(complaints({ lookback: 'custom' }).start ?? '', /date and a time/);
  const backwards = { lookback: 'custom', start: '2026-11-21T09:30', end: '2026-11-21T09:00' };
  assert.match(complaints(backwards).end ?? '', /later than the start/);
});

test('a bad value stays in the address as it was typed', () => {
  const typed = { ...NO_TERMS, minDuration: '100', tags: 'a="b' };
  assert.deepEqual(termsFrom(paramsOf(typed)), typed);
});
