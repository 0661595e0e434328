import type { PaymentTerminal } from '#services/order-service/payment-terminal.ts';
import type { Payment, Receipt } from '#services/order-service/shop.ts';

export const takePayment = async (payment: Payment, terminal: PaymentTerminal): Promise<Receipt> => {
  await terminal.checkCard(payment);
  return terminal.chargeCard(payment);
};
