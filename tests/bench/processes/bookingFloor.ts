import { createServer } from 'node:http';
import postgres from 'postgres';
import { z } from 'zod';
import { bookingFloorJob } from './jobs.ts';
import { work } from './worker.ts';

// A bare handler: one insert under the same exclusion constraint as the product's, and nothing else.
const posted = z.looseObject({ slot: z.number() });
const halfHour = 30 * 60_000;
const firstStart = Date.UTC(2027, 0, 4, 8);

work(bookingFloorJob, async ({ databaseUrl }) => {
  const sql = postgres(databaseUrl, { max: 10, onnotice: () => {} });
  await sql`create extension btree_gist`;
  await sql`create table bookings (
    id bigint generated always as identity primary key,
    casemanager int not null, during tstzrange not null, status text not null, who jsonb not null,
    exclude using gist (casemanager with =, during with &&) where (status in ('held', 'booked'))
  )`;
  const book = async (body: string) => {
    const { slot, ...who } = posted.parse(JSON.parse(body));
    const start = firstStart + Math.floor(slot / 50) * halfHour;
    const during = `[${new Date(start).toISOString()},${new Date(start + halfHour).toISOString()})`;
    const [row] = await sql`
      insert into bookings (casemanager, during, status, who)
      values (${slot % 50}, ${during}::tstzrange, 'booked', ${JSON.stringify(who)}::text::jsonb)
      on conflict do nothing returning id`;
    return row;
  };
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', async () => {
      const row = await book(body);
      res.writeHead(row ? 201 : 409, { 'content-type': 'application/json' });
      res.end(JSON.stringify(row ?? { status: 409 }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : undefined };
});
