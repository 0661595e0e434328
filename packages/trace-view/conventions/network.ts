import type { Conventions } from './convention.ts';

export const NETWORK: Conventions = {
  'server.address': {
    says: 'The name or address of the server: on a client span, the one that was called.',
    type: 'string',
    was: ['net.peer.name', 'net.host.name', 'http.host', 'http.server_name'],
  },
  'server.port': {
    says: 'The port of the server.',
    type: 'int',
    was: ['net.peer.port', 'net.host.port'],
  },
  'client.address': {
    says: 'The address of the one who called first, as far as proxies pass it on.',
    type: 'string',
    was: ['http.client_ip'],
  },
  'client.port': { says: 'The port of the one who called first.', type: 'int' },
  'network.peer.address': {
    says: 'The address at the other end of the connection: a server, a caller or a proxy.',
    type: 'string',
    was: ['net.peer.ip', 'net.sock.peer.addr'],
  },
  'network.peer.port': {
    says: 'The port at the other end of the connection.',
    type: 'int',
    was: ['net.sock.peer.port'],
  },
  'network.local.address': {
    says: 'The address at this end of the connection.',
    type: 'string',
    was: ['net.host.ip'],
  },
  'network.local.port': { says: 'The port at this end of the connection.', type: 'int' },
  'network.protocol.name': {
    says: 'The protocol that was spoken, such as http or amqp.',
    type: 'string',
    was: ['net.protocol.name', 'http.flavor'],
  },
  'network.protocol.version': {
    says: 'The version of the protocol: 1.1, 2 or 3 for HTTP.',
    type: 'string',
    was: ['net.protocol.version'],
  },
  'network.transport': {
    says: 'What carries the bytes: tcp, udp, pipe or unix.',
    type: 'string',
    was: ['net.transport'],
  },
  'network.type': { says: 'ipv4 or ipv6.', type: 'string' },
  'rpc.system': { says: 'The kind of remote call, such as grpc.', type: 'string' },
  'rpc.service': { says: 'The service that was called, by its full name.', type: 'string' },
  'rpc.method': { says: 'The method of the service that was called.', type: 'string' },
};
