import type { Sql } from 'postgres';
import { z } from 'zod';
import { openChannel } from './channel.ts';

/** What may have changed; who hears of it reads the database. */
export interface Change {
  /** Casemanagers whose agenda or free times changed; none named means anybody's. */
  casemanagers: string[];
  /** Also who works when and where, or the settings. */
  roster?: boolean;
}

/**
 * Says "something changed here" to this process at once and to the others soon.
 * Losing a message delays them (their copies live two seconds at most), it never misleads them for good.
 */
export interface Changes {
  /** Grows with every change said here or heard from elsewhere: a copy made under an older number is stale. */
  version(): number;
  /** The same, counting only changes of the roster. */
  rosterVersion(): number;
  /** Call after the commit, never inside the transaction. */
  say(change: Change): void;
  /** Hears of changes, gathered over some milliseconds. Returns what ends it. */
  subscribe(listener: (change: Change) => void): () => void;
  close(): Promise<void>;
}

/** Each message is a commit of its own for PostgreSQL: in a rush, forty a second cost little and tell enough. */
const gatherMs = 25;
/** PostgreSQL refuses payloads of 8000 bytes; beyond this many we say "anybody". */
const mostNamed = 100;

const messageSchema = z.object({ casemanagers: z.array(z.string()), roster: z.boolean() });

/** Starts listening; resolves when other processes are heard. */
export async function startChanges(sql: Sql, onError: (error: unknown) => void): Promise<Changes> {
  const listeners = new Set<(change: Change) => void>();
  const gathered = new Set<string>();
  let version = 0;
  let rosterVersion = 0;
  let gatheredRoster = false;
  let timer: NodeJS.Timeout | undefined;

  const grow = (roster: boolean) => {
    version += 1;
    if (roster) rosterVersion += 1;
  };

  const tell = (change: Change) => {
    for (const listener of listeners) listener(change);
  };

  const flush = () => {
    timer = undefined;
    const casemanagers = gathered.size > mostNamed ? [] : [...gathered];
    const roster = gatheredRoster;
    gathered.clear();
    gatheredRoster = false;
    tell({ casemanagers, roster });
    channel.tell({ casemanagers, roster });
  };

  const channel = await openChannel(sql, {
    name: 'doorstart_changes',
    schema: messageSchema,
    hear(change) {
      grow(change.roster);
      tell(change);
    },
    missed: () => grow(true),
    onError,
  });

  return {
    version: () => version,
    rosterVersion: () => rosterVersion,
    say(change) {
      grow(change.roster ?? false);
      gatheredRoster ||= change.roster ?? false;
      for (const casemanager of change.casemanagers) gathered.add(casemanager);
      timer ??= setTimeout(flush, gatherMs);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      clearTimeout(timer);
      listeners.clear();
      await channel.close();
    },
  };
}
