// The three doors for Jaeger's old clients, and the variables that give each a port.

export const THRIFT_DOORS = ['http', 'binary', 'compact'] as const;
export type ThriftDoor = (typeof THRIFT_DOORS)[number];

/** The ports to open; 0 takes any free one, and a door without a port stays closed. */
export type ThriftPorts = Partial<Record<ThriftDoor, number>>;

export const THRIFT_VARIABLES: Record<ThriftDoor, string> = {
  http: 'JAEGER_THRIFT_HTTP_PORT',
  binary: 'JAEGER_THRIFT_BINARY_PORT',
  compact: 'JAEGER_THRIFT_COMPACT_PORT',
};
