import { createServer } from 'node:http';
import { drizzle } from 'drizzle-orm/postgres-js';
import { pino } from 'pino';
import postgres from 'postgres';
import * as schema from '#db/schema/index.ts';
import { servingSettings } from '#db/session.ts';
import { readSession } from '#server/accounts/readSession.ts';
import { readDays } from '#server/agenda/readDays.ts';
import { readNext } from '#server/agenda/readNext.ts';
import type { Ctx } from '#server/http/context.ts';
import { createServices } from '#server/services.ts';
import { agendaFloorJob } from './jobs.ts';
import { work } from './worker.ts';

// A bare server that runs the statements of the page, one after another and as it sent them, and sends the same bytes.

work(agendaFloorJob, async ({ databaseUrl, cookie, from, to, headers, body }) => {
  const statements: { text: string; parameters: unknown[] }[] = [];
  const sql = postgres(databaseUrl, {
    max: 10,
    onnotice: () => {},
    connection: { ...servingSettings, plan_cache_mode: 'force_generic_plan' },
    debug: (_connection, text, parameters) => void statements.push({ text, parameters }),
  });
  const services = await createServices({
    sql,
    db: drizzle(sql, { schema }),
    clock: { now: () => Date.now() },
    log: pino({ level: 'silent' }),
    secret: 'a secret of some length that only the bench has',
    publicUrl: 'http://127.0.0.1',
    limitsEnabled: false,
  });
  await services.roster.current();
  statements.length = 0;
  const staff = await readSession(services, cookie);
  if (!staff) throw new Error('expected somebody who is signed in');
  const ctx: Ctx = { ...services, actor: { kind: 'staff', staff, addressKey: '' }, language: 'nl' };
  const week = await readDays(ctx, { from, to });
  if (!week.ok) throw new Error('expected the agenda of who is signed in');
  // The head of every page says who comes next.
  await readNext(ctx);
  const recorded = statements.splice(0);
  const bytes = Buffer.from(body);
  const server = createServer(async (_req, res) => {
    // A statement that was seen before is prepared, as it is for the page.
    for (const { text, parameters } of recorded) {
      await sql.unsafe(text, parameters.map(String), { prepare: true });
    }
    statements.length = 0;
    res.writeHead(200, { ...headers, 'content-length': bytes.length });
    res.end(bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : undefined, statements: recorded.length };
});
