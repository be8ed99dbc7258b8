import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { z } from 'zod';

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

const channel = 'doorstart_changes';
/** Each message is a commit of its own for PostgreSQL: in a rush, forty a second cost little and tell enough. */
const gatherMs = 25;
/** PostgreSQL refuses payloads of 8000 bytes; beyond this many we say "anybody". */
const mostNamed = 100;

const messageSchema = z.object({ from: z.string(), casemanagers: z.array(z.string()), roster: z.boolean() });

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

/** Starts listening; resolves when other processes are heard. */
export async function startChanges(sql: Sql, onError: (error: unknown) => void): Promise<Changes> {
  const self = randomUUID();
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
    const payload = JSON.stringify({ from: self, casemanagers, roster });
    sql.notify(channel, payload).catch(onError);
  };

  const hear = (payload: string) => {
    const message = messageSchema.safeParse(parse(payload));
    if (!message.success || message.data.from === self) return;
    grow(message.data.roster);
    tell({ casemanagers: message.data.casemanagers, roster: message.data.roster });
  };

  const listening = await sql.listen(channel, hear, () => {
    // The connection is new: whatever was said while it was gone went unheard.
    grow(true);
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
      await listening.unlisten();
    },
  };
}
