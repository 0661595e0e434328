// Failures a service answers on purpose, and the one place that turns any failure into JSON.

import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from './log.ts';

/** An answer other than success: `throw new ShopError(404, 'unknown-user', 'There is no user 9.')`. */
export class ShopError extends Error {
  override name = 'ShopError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

const statusOf = (error: unknown): number => {
  if (error instanceof ShopError) return error.status;
  // body-parser and express mark their own errors (malformed JSON, body too large) with a status
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return 500;
};

export const unknownRoute: RequestHandler = request => {
  throw new ShopError(404, 'unknown-route', `There is no ${request.method} ${request.path} here.`);
};

export const answerErrors =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof ShopError ? error.code : status < 500 ? 'bad-request' : 'internal-error';
    log(status < 500 ? 'warn' : 'error', message, {
      method: request.method,
      path: request.path,
      status,
      ...(status >= 500 && error instanceof Error ? { stack: error.stack } : {}),
    });
    response.status(status).json({ error: { code, message } });
  };
