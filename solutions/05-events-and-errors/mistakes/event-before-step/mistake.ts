import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: '"card charged" was added on the line before the card is charged.',
  cause: 'event-before-step',
  task: 2,
  edits: [
    {
      files: ['order-service/take-payment.ts'],
      find: `      const receipt = await terminal.chargeCard(payment);
      span.addEvent('card charged', { 'app.payment.receipt': receipt.id });`,
      replace: `      const event = { 'app.payment.receipt': 'receipt-1' };
      span.addEvent('card charged', event);
      const receipt = await terminal.chargeCard(payment);`,
    },
  ],
  where: { file: 'order-service/take-payment.ts', line: "addEvent('card charged'" },
};

export default mistake;
