import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress } from './address.ts';

for (const [written, base] of [
  ['http://localhost:16686', 'http://localhost:16686'],
  ['http://localhost:16686/', 'http://localhost:16686'],
  ['http://localhost:16686/search', 'http://localhost:16686'],
  ['http://localhost:16686/search?service=order-service&limit=20', 'http://localhost:16686'],
  ['http://localhost:16686/trace/4bf92f3577b34da6a3ce929d0e0e4736', 'http://localhost:16686'],
  ['http://localhost:16686/api/v3/services', 'http://localhost:16686'],
  ['http://tools.example/jaeger/search', 'http://tools.example/jaeger'],
  ['https://jaeger.example/', 'https://jaeger.example'],
  ['localhost:16686', 'http://localhost:16686'],
  ['localhost', 'http://localhost:16686'],
  ['127.0.0.1:16686/search', 'http://127.0.0.1:16686'],
  [' 16686 ', 'http://localhost:16686'],
  [':16686', 'http://localhost:16686'],
  ['[::1]:16686', 'http://[::1]:16686'],
] as const)
  test(`"${written}" is ${base}`, () => {
    assert.deepEqual(readAddress(written), { base });
  });

for (const written of ['http://localhost:4318', 'localhost:4317', 'http://localhost:14268/api/traces'])
  test(`"${written}" takes spans, and the answer names the address of the pages`, () => {
    const read = readAddress(written);
    assert.ok('fault' in read);
    assert.match(read.fault, /takes spans .*http:\/\/localhost:16686/);
  });

for (const written of ['', 'ftp://localhost', 'http://', 'not an address', 'http://localhost:99999'])
  test(`"${written}" is no address`, () => {
    const read = readAddress(written);
    assert.ok('fault' in read, JSON.stringify(read));
    assert.match(read.fault, /needs an address such as http:\/\/localhost:16686/);
  });
