import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import pgBoss from 'pg-boss/package.json' with { type: 'json' };
import type postgres from 'postgres';

/** Where the queue of regular jobs keeps its tables. */
const schema = 'pgboss';

/** Makes the tables of the job queue, or brings them to what this version of pg-boss wants. */
export async function migrateJobs(sql: postgres.Sql): Promise<void> {
  const [there] = await sql`select to_regclass(${`${schema}.version`}) as tables`;
  if (there?.tables === null) {
    await sql.unsafe(getConstructionPlans(schema));
    return;
  }
  const [row] = await sql<{ version: number }[]>`select version from ${sql(schema)}.version`;
  if (row && row.version < pgBoss.pgboss.schema) await sql.unsafe(getMigrationPlans(schema, row.version));
}

/** What pg-boss needs to know to reach its tables. */
export function jobsConnection(url: string) {
  const address = new URL(url);
  // Otherwise node-postgres reads `sslmode` in another way than PostgreSQL's own programs and postgres.js do.
  address.searchParams.set('uselibpqcompat', 'true');
  return {
    connectionString: address.href,
    schema,
    max: 2,
    application_name: 'doorstart jobs',
    connectionTimeoutMillis: 5000,
    // A turn that is lost when PostgreSQL crashes comes back by itself: no need to wait for the disk.
    options: '-c synchronous_commit=off',
  };
}
