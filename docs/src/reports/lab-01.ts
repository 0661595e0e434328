// What the checker says of lab 01 when order-service has no hook for ES modules.
export const lab01 = `
$ npm run check-lab 01

Your first trace

  ✓ done    1. The gateway sends its spans
  ○ not yet 2. order-service joins the trace
  ✓ done    3. user-service is found under its own name
  ✓ done    4. One request is one whole trace, to the last span

  Fix this first (task 2, no-esm-hook)

  saw     The server spans of order-service are named "GET", without a route,
          and it has no span of Express.
  cause   Express is imported here as an ES module, and no hook lets an
          instrumentation see that.
  where   labs/01-first-trace/order-service/tracing.ts:13
          13 │ const sdk = new NodeSDK({
  next    Call register({ include: ['express', 'http', 'https'] }) from
          import-in-the-middle/register-hooks.mjs, after the imports and before
          the SDK.

  More on this: http://localhost:3000/causes/no-esm-hook
  Stuck? npm run check-lab 01 -- --hint 2
`;
