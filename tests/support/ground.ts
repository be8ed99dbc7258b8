import { after } from 'node:test';
import type { Services } from '#server/http/context.ts';
import { emptyTables } from './emptyTables.ts';
import { type FixedClock, fixedClock, makeServices } from './factories.ts';
import { testDatabase } from './postgres.ts';

export interface Ground {
  clock: FixedClock;
  database: Awaited<ReturnType<typeof testDatabase>>;
  /** As they were when the ground was opened; `renew` gives others. */
  services: Services;
  /** Empties what the tests of a file write, and sets the clock; then `fill`, and services that remember nothing. */
  renew(instant: string, fill: () => Promise<void>): Promise<Services>;
}

/** A database of its own, a clock that stands still and services on both, for one file; all ends with its tests. */
export async function openGround(): Promise<Ground> {
  const clock = fixedClock();
  const database = await testDatabase();
  const services = await makeServices(database, { clock });
  let newest = services;
  after(async () => {
    await newest.close();
    await database.drop();
  });
  return {
    clock,
    database,
    services,
    async renew(instant, fill) {
      await newest.close();
      clock.set(instant);
      await emptyTables(database.sql, 'locations', 'topics', 'staff', 'closures', 'appointments', 'history');
      await fill();
      newest = await makeServices(database, { clock });
      return newest;
    },
  };
}
