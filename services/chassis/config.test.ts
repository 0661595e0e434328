import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

test('without any variable a service knows its port and where the others are', () => {
  const config = readConfig('order-service', {});
  assert.equal(config.port, 8002);
  assert.equal(config.urls['user-service'], 'http://localhost:8001');
  assert.deepEqual(config.partDirs, []);
});

test('a moved port moves the address the others use', () => {
  const config = readConfig('api-gateway', { ORDER_SERVICE_PORT: '9002' });
  assert.equal(config.urls['order-service'], 'http://localhost:9002');
});

test('a URL wins over a port and loses its slash', () => {
  const config = readConfig('api-gateway', { ORDER_SERVICE_URL: 'http://order-service:8002/' });
  assert.equal(config.urls['order-service'], 'http://order-service:8002');
});

for (const bad of ['0', '65536', '80.5', 'eight', '-1'])
  test(`the port "${bad}" is refused with the name of the variable`, () => {
    assert.throws(
      () => readConfig('user-service', { USER_SERVICE_PORT: bad }),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /^USER_SERVICE_PORT is ".*"\. It must be a port number/);
        return true;
      },
    );
  });

test('an address that is none is refused', () => {
  assert.throws(
    () => readConfig('api-gateway', { USER_SERVICE_URL: 'not a url' }),
    /USER_SERVICE_URL is "not a url"/,
  );
});

test('the switchboard is for this machine alone, unless SHOP_ADMIN opens it', () => {
  assert.equal(readConfig('order-service', {}).adminOpen, false);
  assert.equal(readConfig('order-service', { SHOP_ADMIN: 'open' }).adminOpen, true);
  assert.throws(() => readConfig('order-service', { SHOP_ADMIN: 'yes' }), /SHOP_ADMIN is "yes"/);
});
