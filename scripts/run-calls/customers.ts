// What customers ask for, drawn at random: of a hundred, 70 orders that are placed, 12 looks at an order,
// 6 slow ones, and 12 that the shop refuses. Pure.

export type Call = { method: 'GET' | 'POST'; path: string; body?: unknown };

type Fault = { step: string; error?: number; latency?: number; times: number };

/** Each is met by the next call that comes to its step, and by no other. */
const BROKEN: Fault[] = [
  { step: 'charge card', error: 503, times: 1 },
  { step: 'save order', error: 500, times: 1 },
  { step: 'charge card', latency: 1_200, times: 1 },
];

const EVERY_CALLS = 25;

/** The fault to switch on before a call, by the number of the call. */
export const faultBefore = (count: number): Fault | undefined =>
  count % EVERY_CALLS === 0 ? BROKEN[(count / EVERY_CALLS - 1) % BROKEN.length] : undefined;

const USERS = ['1', '2', '3', '4'];
const PRODUCTS = ['Laptop', 'Monitor', 'Keyboard', 'Mouse', 'Webcam'];
/** The shop comes with these. */
const ORDERS = ['1001', '1002'];

const pick = <One>(from: readonly One[], random: () => number): One => {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('Nothing to choose from.');
  return one;
};

const order = (user: string, product: string, quantity: number, path = '/orders'): Call => ({
  method: 'POST',
  path,
  body: { user_id: user, product, quantity },
});

export const drawCall = (random: () => number): Call => {
  const draw = random() * 100;
  const user = pick(USERS, random);
  const product = pick(PRODUCTS, random);
  const quantity = 1 + Math.floor(random() * 3);
  if (draw < 70) return order(user, product, quantity);
  if (draw < 82) return { method: 'GET', path: `/orders/${pick(ORDERS, random)}` };
  if (draw < 88) return order(user, product, quantity, `/orders?delay=${600 + Math.floor(random() * 900)}`);
  if (draw < 91) return order('999', product, quantity);
  if (draw < 94) return order(user, 'Turntable', 1);
  if (draw < 97) return order('7', product, quantity);
  return { method: 'GET', path: '/orders/7777' };
};
