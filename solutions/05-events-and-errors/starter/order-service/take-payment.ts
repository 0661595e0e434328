import type { PaymentTerminal } from '#services/order-service/payment-terminal.ts';
import type { Payment, Receipt } from '#services/order-service/shop.ts';

// TODO 1: a span "take payment" round both steps, with attributes and events.
// TODO 2: a payment that breaks makes the span red and says why.
// TODO 3: a declined card (CardDeclined, see payment-terminal.ts) is an event, and stays green.

export const takePayment = async (payment: Payment, terminal: PaymentTerminal): Promise<Receipt> => {
  await terminal.checkCard(payment);
  return terminal.chargeCard(payment);
};
