import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { work } from './worker.ts';

// Bare socket.io that does nothing at all.
work(z.object({}), async () => {
  const server = createServer();
  new Server(server, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : undefined, pid: process.pid };
});
