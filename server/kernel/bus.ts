import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { z } from 'zod';
import { type Change, changeSchema, isNothing, split, together } from './change.ts';
import { createVersions, type Versions } from './versions.ts';

/** Where something was said: this process may have done already what others still have to. */
export type Origin = 'here' | 'elsewhere';
/** `null` when anything may have changed. */
export type Subscriber = (change: Change | null, origin: Origin) => void;

/**
 * Says "something changed here" to this process and to all others on this database, over LISTEN/NOTIFY. A message may get
 * lost: that delays others (copies live two seconds at most, chats are compared every ten), it never misleads them for good.
 */
export interface Bus extends Pick<Versions, 'mark' | 'changedSince'> {
  /** Call after the commit, never inside the transaction. `changedSince` knows at once, subscribers within milliseconds. */
  say(change: Change): void;
  /** Hears of changes, gathered over some milliseconds. Returns what ends it. */
  subscribe(subscriber: Subscriber): () => void;
  /** How many messages of others were dropped, because they could not be read. */
  dropped(): number;
  close(): Promise<void>;
}

export const busChannel = 'doorstart_bus';
/** Of what goes over the channel. Whoever speaks another is not understood; what is missed is as if lost. */
const version = 1;
/** PostgreSQL refuses a payload of 8000 bytes. */
const mostBytes = 7999;
/** Each message is a commit of its own for PostgreSQL: in a rush, a hundred a second tell enough. */
const gatherMs = 10;
/** Many may come that cannot be read, as long as processes of two releases run. */
const logDroppedEveryMs = 60_000;

const messageSchema = z.object({
  v: z.literal(version),
  /** Absent when the database itself says it. */
  from: z.string().max(100).optional(),
  change: changeSchema,
});

/** A change as it goes over the channel. */
export const busMessage = (change: Change, from: string): string =>
  JSON.stringify({ v: version, from, change } satisfies z.input<typeof messageSchema>);

const envelopeBytes = busMessage({}, randomUUID()).length;

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

export interface BusTrouble {
  /** Others could not be told, or a subscriber failed. */
  onError(error: unknown): void;
  /** A message could not be read: once a minute at most, with how many there were since the start. */
  onDropped(count: number): void;
}

/** Starts listening; resolves when other processes are heard. */
export async function startBus(sql: Sql, { onError, onDropped }: BusTrouble): Promise<Bus> {
  const self = randomUUID();
  const subscribers = new Set<Subscriber>();
  const versions = createVersions();
  let gathered: Change[] = [];
  let timer: NodeJS.Timeout | undefined;
  let dropped = 0;
  let loggedAt = Number.NEGATIVE_INFINITY;

  const tell: Subscriber = (change, origin) => {
    for (const subscriber of subscribers) {
      try {
        subscriber(change, origin);
      } catch (error) {
        onError(error);
      }
    }
  };

  const drop = () => {
    dropped += 1;
    if (performance.now() - loggedAt < logDroppedEveryMs) return;
    loggedAt = performance.now();
    onDropped(dropped);
  };

  const hear = (payload: string) => {
    const message = messageSchema.safeParse(parse(payload));
    if (!message.success) return drop();
    const { from, change } = message.data;
    if (from === self) return;
    versions.grow(change);
    tell(change, 'elsewhere');
  };

  // The connection is new, at the start or after it was lost: whatever was said while there was none went unheard.
  const missed = () => {
    versions.grow(null);
    tell(null, 'elsewhere');
  };

  const flush = () => {
    timer = undefined;
    const change = together(gathered);
    gathered = [];
    tell(change, 'here');
    for (const part of split(change, mostBytes - envelopeBytes)) {
      sql.notify(busChannel, busMessage(part, self)).catch(onError);
    }
  };

  const listening = await sql.listen(busChannel, hear, missed);

  return {
    mark: versions.mark,
    changedSince: versions.changedSince,
    say(change) {
      if (isNothing(change)) return;
      versions.grow(change);
      gathered.push(change);
      timer ??= setTimeout(flush, gatherMs);
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
    dropped: () => dropped,
    async close() {
      clearTimeout(timer);
      subscribers.clear();
      await listening.unlisten();
    },
  };
}
