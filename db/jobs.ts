import type postgres from 'postgres';
import { asOptions, servingSettings } from './session.ts';

/** The PostgreSQL schema in which the queue of regular jobs keeps its tables. */
const schema = 'pgboss';

/**
 * Makes the tables of the job queue where there are none, in one transaction of their own; `sql` has one
 * connection. What a later pg-boss changes in them it does by itself when it starts.
 */
export async function createJobTables(sql: postgres.Sql): Promise<void> {
  const [found] = await sql`select to_regclass(${`${schema}.version`}) as version`;
  if (found?.version !== null) return;
  // Imported where it is needed: only a server that runs jobs loads it.
  const { getConstructionPlans } = await import('pg-boss');
  await sql.unsafe(getConstructionPlans(schema));
}

/** How pg-boss reaches its tables: over a few connections of its own, on the driver it is made and tested for. */
export function jobsConnection(url: string) {
  const address = new URL(url);
  // Else this driver reads `sslmode` in another way than postgres.js and PostgreSQL's own programs do.
  address.searchParams.set('uselibpqcompat', 'true');
  return {
    schema,
    connectionString: address.href,
    application_name: 'doorstart jobs',
    max: 2,
    connectionTimeoutMillis: 5000,
    // A turn that is lost in a crash of PostgreSQL comes back by itself: it need not wait for the disk.
    options: asOptions({ ...servingSettings, synchronous_commit: 'off' }),
  };
}
