// Lost mail: what arrived and could not be used, as the store tells it, in groups of the same reason.

/** The doors of the store, and how they are known. */
export const DOORS = {
  http: 'HTTP (4318)',
  grpc: 'gRPC (4317)',
  'thrift-http': 'Thrift (14268)',
  'thrift-binary': 'UDP (6832)',
  'thrift-compact': 'UDP (6831)',
} as const;
type Door = keyof typeof DOORS;
const isDoor = (value: unknown): value is Door => typeof value === 'string' && Object.hasOwn(DOORS, value);

export type Mail = {
  reason: string;
  /** Milliseconds since 1970. */
  at: number;
  port: Door;
  method: string;
  path: string;
  contentType: string;
  userAgent: string;
  bytes: number;
  remotePort: number;
  detail: string;
};

export type MailGroup = { reason: string; count: number; newest: number; mails: Mail[] };

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

export const mailFrom = (value: unknown): Mail | undefined =>
  isObject(value) && typeof value.reason === 'string'
    ? {
        reason: value.reason,
        at: number(value.at),
        port: isDoor(value.port) ? value.port : 'http',
        method: text(value.method),
        path: text(value.path),
        contentType: text(value.contentType),
        userAgent: text(value.userAgent),
        bytes: number(value.bytes),
        remotePort: number(value.remotePort),
        detail: text(value.detail),
      }
    : undefined;

export const mailboxFrom = (value: unknown): { total: number; mails: Mail[] } => {
  const box = isObject(value) ? value : {};
  const list: unknown[] = Array.isArray(box.lostMail) ? box.lostMail : [];
  const mails = list.map(mailFrom).filter(mail => mail !== undefined);
  return { total: number(box.total), mails };
};

/**
 * The reason heard of last comes first, and within it the newest. Those in `order` are on the page already: they
 * keep their order, below what is new.
 */
export const grouped = (mails: readonly Mail[], order: readonly string[] = []): MailGroup[] =>
  Array.from(
    Map.groupBy(mails, ({ reason }) => reason),
    ([reason, alike]) => ({
      reason,
      count: alike.length,
      newest: Math.max(...alike.map(({ at }) => at)),
      mails: alike.toSorted((a, b) => b.at - a.at),
    }),
  ).sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || b.newest - a.newest);

/** The program at the other end, short: "OTel-OTLP-Exporter-JavaScript/0.301.0" and the like. A datagram has none. */
export const senderOf = ({ userAgent }: Mail): string => (userAgent === '' ? 'it gave no name' : userAgent);

/** The newest are kept; the same bound as the store's. */
const MOST_MAILS = 200;

export const withMail = (mails: readonly Mail[], mail: Mail): Mail[] => [...mails, mail].slice(-MOST_MAILS);
