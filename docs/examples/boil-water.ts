// The example of the lessons on spans and on events: small, of no lab, and run by the test beside it.

import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';

export type Water = { celsius: number };
export type Kettle = { liters: number; fill(): Promise<void>; boil(): Promise<Water> };

/** The kettle's answer to "is there water?" is no. It works as it should. */
export class NoWater extends Error {
  override name = 'NoWater';
}

const tracer = trace.getTracer('kitchen');

export const boilWater = (kettle: Kettle): Promise<Water> =>
  tracer.startActiveSpan('boil water', async span => {
    try {
      span.setAttribute('app.kettle.liters', kettle.liters);
      return await kettle.boil();
    } finally {
      span.end();
    }
  });

export const fillAndBoil = (kettle: Kettle): Promise<Water> =>
  tracer.startActiveSpan('boil water', async span => {
    try {
      await kettle.fill();
      span.addEvent('kettle filled');
      const water = await kettle.boil();
      span.addEvent('water boiled', { 'app.water.celsius': water.celsius });
      return water;
    } finally {
      span.end();
    }
  });

const markFailed = (span: Span, error: unknown): void => {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
};

const tellOf = (span: Span, error: unknown): void => {
  if (error instanceof NoWater) span.addEvent('no water');
  else markFailed(span, error);
};

export const boilOrTell = (kettle: Kettle): Promise<Water> =>
  tracer.startActiveSpan('boil water', async span => {
    try {
      await kettle.fill();
      return await kettle.boil();
    } catch (error) {
      tellOf(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
