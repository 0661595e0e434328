// The card company's side of a payment. It checks a card, then charges it; it can decline, and it can be down.

import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from '#chassis/faults.ts';
import type { Payment } from './shop.ts';

/** How long the card company thinks, in milliseconds: enough to be seen in a trace. */
const CHECK_MS = 3;
const CHARGE_MS = 5;

const DECLINED_CARDS = new Set(['4000-0000-0000-0002']);

/** The card company's answer is no. The payment worked as it should: nothing is broken. */
export class CardDeclined extends Error {
  override name = 'CardDeclined';
}

export type PaymentTerminal = {
  checkCard(payment: Payment): Promise<void>;
  chargeCard(payment: Payment): Promise<{ id: string }>;
};

export const paymentTerminal = (faults: Faults): PaymentTerminal => {
  let receipts = 0;
  return {
    checkCard: async ({ card }) => {
      await wait(CHECK_MS);
      await faults.at('check card');
      if (DECLINED_CARDS.has(card)) throw new CardDeclined('The card was declined.');
    },
    chargeCard: async () => {
      await wait(CHARGE_MS);
      await faults.at('charge card');
      receipts += 1;
      return { id: `receipt-${receipts}` };
    },
  };
};
