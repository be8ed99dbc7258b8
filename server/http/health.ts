import type { ServerResponse } from 'node:http';
import type { Sql } from '#db/client.ts';

const patienceMs = 2000;

/** `/healthz`: this process is up. `/readyz`: its database answers too. 503 says what is missing. */
export async function answerHealth(
  path: '/healthz' | '/readyz',
  res: ServerResponse,
  sql: Sql,
): Promise<void> {
  const missing: string[] = [];
  if (path === '/readyz' && !(await databaseAnswers(sql))) missing.push('database');
  res.writeHead(missing.length === 0 ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  });
  res.end(JSON.stringify({ status: missing.length === 0 ? 'ok' : 'unavailable', missing }));
}

async function databaseAnswers(sql: Sql): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false).unref());
  return Promise.race([
    sql`select 1`.then(
      () => true,
      () => false,
    ),
    late,
  ]);
}
