import { createServer } from 'node:http';
import { drizzle } from 'drizzle-orm/postgres-js';
import { pino } from 'pino';
import postgres from 'postgres';
import * as schema from '#db/schema/index.ts';
import { servingSettings } from '#db/session.ts';
import { readSession } from '#server/accounts/readSession.ts';
import type { Ctx } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { createServices } from '#server/services.ts';
import { selectRows } from '#server/trajecten/worklistRows.ts';
import { worklistFloorJob } from './jobs.ts';
import { work } from './worker.ts';

// A bare server that asks for the rows of the page by the one statement that the page sends for them, and sends the same bytes.

work(worklistFloorJob, async ({ databaseUrl, cookie, view, headers, body }) => {
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
  const staff = await readSession(services, cookie);
  if (!staff) throw new Error('expected somebody who is signed in');
  const ctx: Ctx = { ...services, actor: { kind: 'staff', staff, addressKey: '' }, language: 'nl' };
  statements.length = 0;
  const today = dateInAmsterdam(Date.now());
  await selectRows(ctx, { view, filters: {}, after: null, me: staff.id, today, birthdayDays: 60 });
  const [rows] = statements;
  if (!rows || statements.length !== 1) throw new Error('expected the rows of a page to be one statement');
  const parameters = rows.parameters.map((one) => (one === null ? null : String(one)));
  const bytes = Buffer.from(body);
  const server = createServer(async (_req, res) => {
    // A statement that was seen before is prepared, as it is for the page.
    await sql.unsafe(rows.text, parameters, { prepare: true });
    statements.length = 0;
    res.writeHead(200, { ...headers, 'content-length': bytes.length });
    res.end(bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : undefined };
});
