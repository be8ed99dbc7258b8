import type { Sql } from 'postgres';
import type { Database } from '../../db/client.ts';
import type { Changes } from '../changes.ts';
import type { Clock } from '../clock.ts';
import { loadRoster } from './load.ts';
import type { Roster } from './types.ts';

export interface RosterCache {
  /** The roster, at most two seconds behind the database. */
  current(): Promise<Roster>;
  /** The roster as it was last read, however long ago; null before the first time. Asks nobody, so it works without a database. */
  known(): Roster | null;
  /** The roster at this version or later: a booking asks for it when its copy proved old. */
  atLeast(version: number): Promise<Roster>;
}

const checkEveryMs = 1500;
/** Public holidays are reckoned when the roster is read, so even an unchanged one is read again now and then. */
const readEveryMs = 3_600_000;

/** Keeps the roster in memory and asks the database only for its version number. */
export function createRosterCache(sql: Sql, db: Database, clock: Clock, changes: Changes): RosterCache {
  let roster: Roster | null = null;
  let readAt = 0;
  let checkedAt = 0;
  let checkedUnder = -1;
  let reading: Promise<Roster> | null = null;

  const read = () => {
    reading ??= loadRoster(db, clock.now())
      .then((fresh) => {
        readAt = performance.now();
        roster = fresh;
        return fresh;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };

  return {
    async current() {
      const now = performance.now();
      if (!roster || now - readAt > readEveryMs) return read();
      const heard = changes.rosterVersion();
      if (heard === checkedUnder && now - checkedAt < checkEveryMs) return roster;
      const known = roster;
      const [row] = await sql<{ version: number }[]>`select version::float8 as version from roster_version`;
      checkedAt = now;
      checkedUnder = heard;
      return row?.version === known.version ? known : read();
    },
    known: () => roster,
    async atLeast(version) {
      if (roster && roster.version >= version) return roster;
      const fresh = await read();
      // The read under way may have begun before that version was there.
      return fresh.version >= version ? fresh : read();
    },
  };
}
