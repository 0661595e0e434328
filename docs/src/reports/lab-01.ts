// What a check of lab 01 says when the hook for ES modules is missing.
export const lab01 = `
$ npm run check-lab 01

  01 First trace

  ✓ 1  every service sends spans
  ✗ 2  every route has a name

     order-service imports express as an ES module,
     and no hook is registered for it.

     seen     a server span named "POST", without http.route
     where    labs/01-first-trace/order-service/tracing.ts:9
     do       call register({ include: ['express', 'http', 'https'] })
              after the imports, before sdk.start()
     more     http://localhost:3000/causes/esm-hook-missing

  1 of 2 tasks passed. Save a change, then check again.
`;
