import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { z } from 'zod';
import type { Database } from '#db/client.ts';
import type { Bus } from '#server/kernel/bus.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Mark } from '#server/kernel/versions.ts';
import { loadRoster } from './load.ts';
import type { Roster } from './types.ts';

export interface RosterCache {
  /**
   * The roster, at most two seconds behind the database. While that is away or cannot be read, the last one that was
   * read: who asks for help in a crisis must be answered. Rejects only when none was read yet.
   */
  current(): Promise<Roster>;
  /** The roster as it was last read, however long ago; null before the first time. Asks nobody, so it works without a database. */
  known(): Roster | null;
  /** The roster at this version or later: a booking asks for it when its copy proved old. */
  atLeast(version: number): Promise<Roster>;
}

const checkEveryMs = 1500;
/** A database that says nothing at all is waited for this long; then it counts as away. */
const patienceMs = 2000;
/** Public holidays are reckoned when the roster is read, so even an unchanged one is read again now and then. */
const readEveryMs = 3_600_000;

const versionRow = z.object({ version: z.number() });

/** Keeps the roster in memory and asks the database only for its version number. */
export function createRosterCache(
  { sql, db }: { sql: Sql; db: Database },
  { clock, bus, log }: { clock: Clock; bus: Pick<Bus, 'mark' | 'changedSince'>; log: Logger },
): RosterCache {
  let roster: Roster | null = null;
  let readAt = 0;
  let checkedAt = 0;
  let checkedUnder: Mark = -1;
  let reading: Promise<Roster> | null = null;
  let checking: { under: Mark; result: Promise<Roster> } | null = null;

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

  const atLeast = async (version: number) => {
    if (roster && roster.version >= version) return roster;
    const fresh = await read();
    // The read under way may have begun before that version was there.
    return fresh.version >= version ? fresh : read();
  };

  const check = async (known: Roster) => {
    if (performance.now() - readAt > readEveryMs) return read();
    const [row] = await sql`select version::float8 as version from roster_version`;
    const { version } = versionRow.parse(row);
    return version === known.version ? known : atLeast(version);
  };

  /** Everybody who asks meanwhile waits for the same check, as long as nothing changed since it began. */
  const checkOnce = (known: Roster, under: Mark) => {
    if (checking && !bus.changedSince(checking.under, { roster: true })) return checking.result;
    const mine = { under, result: withPatience(check(known)) };
    checking = mine;
    return mine.result.finally(() => {
      if (checking === mine) checking = null;
    });
  };

  return {
    async current() {
      if (!roster) return read();
      const known = roster;
      const now = performance.now();
      const heard = bus.mark();
      if (!bus.changedSince(checkedUnder, { roster: true }) && now - checkedAt < checkEveryMs) return known;
      try {
        const fresh = await checkOnce(known, heard);
        checkedAt = now;
        return fresh;
      } catch (error) {
        log.error({ err: error }, 'the roster cannot be read: the last one that was read still holds');
        // It may never end. Nobody waits for it any more, nor for the next check before that is due.
        reading = null;
        checkedAt = performance.now();
        return known;
      } finally {
        checkedUnder = heard;
      }
    },
    known: () => roster,
    atLeast,
  };
}

/** Rejects when a result takes longer than we wait for it. */
function withPatience<Value>(result: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`expected an answer of the database within ${patienceMs} ms`)),
    patienceMs,
  );
  return Promise.race([result, late.promise]).finally(() => clearTimeout(timer));
}
