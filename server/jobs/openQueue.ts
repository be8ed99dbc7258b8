import { PgBoss } from 'pg-boss';
import { jobsConnection } from '#db/jobs.ts';

const day = 86_400;

/** pg-boss on this database, started, with nothing switched on that we do not use. */
export async function openQueue(
  url: string,
  { lostSeconds, onTrouble }: { lostSeconds: number; onTrouble: (trouble: unknown) => void },
): Promise<PgBoss> {
  const boss = new PgBoss({
    ...jobsConnection(url),
    superviseIntervalSeconds: lostSeconds,
    monitorIntervalSeconds: lostSeconds,
    maintenanceIntervalSeconds: 300,
    // Finishes in the background what a later pg-boss changes in its tables.
    bamIntervalSeconds: 3600,
    // What others need asks the database nothing, or next to nothing.
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
    queueCacheIntervalSeconds: day,
    flowIntervalSeconds: day,
  });
  boss.on('error', onTrouble);
  boss.on('warning', onTrouble);
  return boss.start();
}
