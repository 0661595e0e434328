import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { CardDeclined, type PaymentTerminal } from '#services/order-service/payment-terminal.ts';
import type { Payment, Receipt } from '#services/order-service/shop.ts';

const tracer = trace.getTracer('order-service');

/** Two calls: the exception says why, the status says that. Neither implies the other. */
const markFailed = (span: Span, error: unknown): void => {
  const exception = error instanceof Error ? error : String(error);
  span.recordException(exception);
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'The card could not be charged.' });
};

export const takePayment = (payment: Payment, terminal: PaymentTerminal): Promise<Receipt> =>
  tracer.startActiveSpan('take payment', async span => {
    // the card number stays out: more people read traces than may read cards
    span.setAttributes({
      'app.payment.amount': payment.amount,
      'app.payment.currency': payment.currency,
    });
    try {
      await terminal.checkCard(payment);
      span.addEvent('card checked');
      const receipt = await terminal.chargeCard(payment);
      span.addEvent('card charged', { 'app.payment.receipt': receipt.id });
      return receipt;
    } catch (error) {
      // a declined card is an answer: the payment did what it is for, so the status stays unset
      if (error instanceof CardDeclined) span.addEvent('card declined');
      else markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
