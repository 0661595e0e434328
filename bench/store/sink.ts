// The floor of bench/store.ts: a server that hears a body to its end, keeps nothing, and answers.

import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const otlpHttpPort = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(JSON.stringify({ otlpHttpPort, uiPort: 0 }));
});
