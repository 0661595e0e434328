import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goDuration, goInteger, MalformedValue, rfc3339Nano, stringMap, traceIdFrom } from './go-values.ts';

test('durations are read as Go writes them', () => {
  assert.equal(goDuration('1ms'), 1_000_000n);
  assert.equal(goDuration('1h15m30.5s'), 4_530_500_000_000n);
  assert.equal(goDuration('.5us'), 500n);
  assert.equal(goDuration('3µs'), 3000n);
  assert.equal(goDuration('0'), 0n);
  assert.equal(goDuration('-2s'), -2_000_000_000n);
});

test("durations are refused in Go's words", () => {
  assert.throws(() => goDuration('5'), { message: 'time: missing unit in duration "5"' });
  assert.throws(() => goDuration('5 parsecs'), {
    message: 'time: unknown unit " parsecs" in duration "5 parsecs"',
  });
  for (const text of ['', 'ms', '-', 'x1ms', '1ms!'])
    assert.throws(() => goDuration(text), MalformedValue, text);
});

test('times are read to the nanosecond, in any zone', () => {
  assert.equal(rfc3339Nano('1970-01-01T00:00:01Z'), 1_000_000_000n);
  assert.equal(rfc3339Nano('1970-01-01T00:00:01.000000007Z'), 1_000_000_007n);
  assert.equal(rfc3339Nano('1970-01-01T01:00:01.5+01:00'), 1_500_000_000n);
  for (const text of ['', 'now', '1970-01-01', '1970-01-01T00:00:01', '1970-13-01T00:00:00Z']) {
    assert.throws(() => rfc3339Nano(text), MalformedValue, text);
  }
});

test('trace ids are read from hex, short or whole, and from base64', () => {
  assert.equal(traceIdFrom('ABC'), '00000000000000000000000000000abc');
  assert.equal(traceIdFrom('0af7651916cd43dd8448eb211c80319c'), '0af7651916cd43dd8448eb211c80319c');
  assert.equal(traceIdFrom('CvdlGRbNQ92ESOshHIAxnA=='), '0af7651916cd43dd8448eb211c80319c');
  for (const text of ['', 'xyz', '0'.repeat(33), '../../etc/passwd']) {
    assert.throws(() => traceIdFrom(text), MalformedValue, text);
  }
});

test('maps take texts only, as Go does', () => {
  assert.deepEqual([...stringMap('{"a":"1"}')], [['a', '1']]);
  assert.throws(() => stringMap('{"a":1}'), {
    message: 'json: cannot unmarshal number into Go value of type string',
  });
  assert.throws(() => stringMap('[]'), { message: /cannot unmarshal array/ });
  assert.throws(() => stringMap('{'), MalformedValue);
});

test('whole numbers are whole numbers', () => {
  assert.equal(goInteger('+20'), 20n);
  assert.throws(() => goInteger('1.5'), { message: 'strconv.Atoi: parsing "1.5": invalid syntax' });
});
