// The ports of the workshop, as the store that sent this page knows them. Texts are written with the usual ones.

const USUAL = {
  lessons: 3000,
  gateway: 8080,
  'otlp-http': 4318,
  'otlp-grpc': 4317,
  'thrift-http': 14268,
  'thrift-binary': 6832,
  'thrift-compact': 6831,
} as const;

export type PortName = keyof typeof USUAL;
export const PORT_NAMES: readonly PortName[] = [
  'lessons',
  'gateway',
  'otlp-http',
  'otlp-grpc',
  'thrift-http',
  'thrift-binary',
  'thrift-compact',
];

/** The store's page has a `<meta>` for each that it knows. */
export const metaNameOf = (name: PortName): string => `${name}-port`;

export const portOf = (name: PortName): number => {
  const meta = document.querySelector(`meta[name="${metaNameOf(name)}"]`);
  return Number(meta?.getAttribute('content')) || USUAL[name];
};

const NAME_OF = new Map<string, PortName>(PORT_NAMES.map(name => [String(USUAL[name]), name]));

/** "Port 4318 speaks HTTP" where it is another port → "Port 5318 speaks HTTP". */
export const withOwnPorts = (text: string, ownPort: (name: PortName) => number = portOf): string =>
  text.replace(/\b\d{4,5}\b/g, number => {
    const name = NAME_OF.get(number);
    return name === undefined ? number : String(ownPort(name));
  });
