// What the parts of this service work with. A lab's part gets the same things as the shop's own.

import type { Faults } from '#chassis/faults.ts';
import type { Orders } from './orders.ts';
import type { PaymentTerminal } from './payment-terminal.ts';

export type Item = { product: string; quantity: number; price: number };
export type User = { id: string; name: string; email: string; card: string };

export type OrderRequest = {
  userId: string;
  items: { product: string; quantity: number }[];
  /** From `?delay=`: asks the inventory to be slow. */
  delay?: string | undefined;
};

export type Payment = { card: string; amount: number; currency: 'EUR' };
export type Receipt = { id: string };

export type Shop = {
  users: { find(id: string, delay?: string): Promise<User> };
  inventory: {
    reserve(product: string, quantity: number, delay?: string): Promise<Item>;
    giveBack(item: Item): Promise<void>;
  };
  orders: Orders;
  terminal: PaymentTerminal;
  faults: Faults;
  takePayment(payment: Payment, terminal: PaymentTerminal): Promise<Receipt>;
};
