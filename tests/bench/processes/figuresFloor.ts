import { createServer } from 'node:http';
import { connect } from '#db/client.ts';
import { figuresFloorJob } from './jobs.ts';
import { work } from './worker.ts';

// A bare server that sends the same bytes every time, behind the one query of what was published.
work(figuresFloorJob, async ({ headers, body, databaseUrl, months }) => {
  const { sql } = connect(databaseUrl);
  const bytes = Buffer.from(body);
  const server = createServer(async (_req, res) => {
    await sql`
      select month::text, subject, breakdown, categories, count from published_figures
      where month = any(${months}::text[]::date[]) order by month, subject, breakdown, place`;
    res.writeHead(200, { ...headers, 'content-length': bytes.length });
    res.end(bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : undefined };
});
