import { createServer } from 'node:http';
import { slotsFloorJob } from './jobs.ts';
import { work } from './worker.ts';

// A bare server that sends the same bytes every time.
work(slotsFloorJob, async ({ headers, body }) => {
  const bytes = Buffer.from(body);
  const server = createServer((_req, res) => {
    res.writeHead(200, { ...headers, 'content-length': bytes.length });
    res.end(bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : undefined };
});
