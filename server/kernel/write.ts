import type { Fragment, TransactionSql } from 'postgres';
import { again } from '#db/again.ts';
import { withinTransaction } from '#db/client.ts';
import type { Bus } from './bus.ts';
import type { Change } from './change.ts';
import type { Ctx } from './context.ts';
import { type HistoryEntry, historyOfMany, historyRows } from './history.ts';
import { insertNotice, type Notice } from './outbox.ts';

/** What a write needs of a context. */
export interface WriteCtx extends Pick<Ctx, 'sql' | 'db' | 'clock' | 'actor' | 'door'> {
  trace?: string | null;
  bus: Pick<Bus, 'say'>;
}

/** What an act of writing works with. */
export interface Write<C extends WriteCtx = Ctx> {
  /** For verbs that are part of this: what they read and write is in this transaction, and they join it. */
  ctx: C;
  tx: TransactionSql;
  /** When this try began, as PostgreSQL takes it. */
  now: string;
  /** Writes into the history and the audit log. The statement is sent along and waited for behind the commit. */
  record(entry: HistoryEntry): void;
  /** The same for many, in one statement. */
  recordAll(entries: readonly HistoryEntry[]): void;
  /**
   * Puts a message into the outbox, as `record` writes: it goes out when all is committed, and never when this is undone. `when` is a
   * condition in that statement.
   */
  message(notice: Notice, when?: Fragment): void;
  /** Told when all is committed, and never when this is undone. */
  changed(change: Change): void;
  /** `return w.undo(result)` takes back all that this wrote; `write` answers the result. */
  undo<T>(result: T): Undone<T>;
  /** `return w.behind(outcome)`: the last statement is on its way, and the commit goes right behind it, which spares a wait. */
  behind<T>(outcome: Promise<T>): Behind<T>;
}

export class Undone<T> {
  readonly result: T;
  constructor(result: T) {
    this.result = result;
  }
}

export class Behind<T> {
  readonly outcome: Promise<T>;
  constructor(outcome: Promise<T>) {
    // Should the connection break, the transaction says so; what was sent needs not say it again.
    outcome.catch(() => {});
    this.outcome = outcome;
  }
}

type Act<C extends WriteCtx, T> = (w: Write<C>) => Promise<T | Undone<T> | Behind<T>>;

/** One try of a write, or the part of a write that a nested one is. */
interface Part {
  tx: TransactionSql;
  changes: Change[];
  /** Statements that were sent and not waited for. */
  sent: Promise<unknown>[];
}

/** The part that a transaction or savepoint is under way for. */
const parts = new WeakMap<object, Part>();

/**
 * The one way to change what is stored. Opens a transaction, or joins the one that `ctx` is in: then `undo` and errors take
 * back this part alone (a savepoint), and what it recorded and changed goes with the outermost commit.
 * A transaction that PostgreSQL undoes because of another is done again, so `act` may run more than once; what it did
 * outside of the database must bear that. Inside, read and write through `w.ctx` and `w.tx` only: whoever waits there for
 * another connection, or for others in this process, holds up those that it waits for.
 */
export function write<T, C extends WriteCtx>(ctx: C, act: Act<C, T>): Promise<T> {
  const outer = parts.get(ctx.sql);
  return outer ? join(ctx, outer, act) : open(ctx, act);
}

/** Whether a context is in a write, so that whoever waits holds a connection. */
export const inWrite = (ctx: Pick<Ctx, 'sql'>): boolean => parts.has(ctx.sql);

async function open<T, C extends WriteCtx>(ctx: C, act: Act<C, T>): Promise<T> {
  const { result, changes } = await again(async () => {
    const done = await attempt<T, Part>((settle) =>
      ctx.sql.begin(async (tx) => {
        const part: Part = { tx, changes: [], sent: [] };
        settle(await act(writeIn(ctx, part)), part);
      }),
    );
    if (done.said instanceof Undone) return { result: done.said.result, changes: [] };
    // A statement that failed behind our back made the commit undo all: it says so here.
    await Promise.all(done.part.sent);
    const value = done.said instanceof Behind ? await done.said.outcome : done.said;
    return { result: value, changes: done.part.changes };
  });
  for (const change of changes) ctx.bus.say(change);
  return result;
}

async function join<T, C extends WriteCtx>(ctx: C, outer: Part, act: Act<C, T>): Promise<T> {
  const done = await attempt<T, Part>((settle) =>
    outer.tx.savepoint(async (tx) => {
      const part: Part = { tx, changes: [], sent: [] };
      const said = await act(writeIn(ctx, part));
      await Promise.all(part.sent);
      settle(said instanceof Behind ? await said.outcome : said, part);
    }),
  );
  if (done.said instanceof Undone) return done.said.result;
  if (done.said instanceof Behind) throw new Error('what was sent behind a part was waited for');
  outer.changes.push(...done.part.changes);
  return done.said;
}

type Said<T> = T | Undone<T> | Behind<T>;

/** Runs a transaction or savepoint; one that is to be undone throws inside of it, so that it rolls back. */
async function attempt<T, P>(
  run: (settle: (said: Said<T>, part: P) => void) => Promise<unknown>,
): Promise<{ said: Said<T>; part: P }> {
  let done: { said: Said<T>; part: P } | undefined;
  const settle = (said: Said<T>, part: P) => {
    done = { said, part };
    if (said instanceof Undone) throw said;
  };
  try {
    await run(settle);
  } catch (error) {
    if (!(error instanceof Undone) || error !== done?.said) throw error;
  }
  if (!done) throw new Error('a transaction was committed before its work was done');
  return done;
}

function writeIn<C extends WriteCtx>(ctx: C, part: Part): Write<C> {
  const { tx } = part;
  const now = new Date(ctx.clock.now()).toISOString();
  parts.set(tx, part);
  const inside = withinTransaction(tx, ctx.sql);
  const by = { actor: ctx.actor, door: ctx.door, trace: ctx.trace ?? null, at: now };
  /** Sends a statement along, to be waited for behind the commit. */
  const along = (written: Promise<unknown>) => {
    written.catch(() => {});
    part.sent.push(written);
  };
  return {
    ctx: {
      ...ctx,
      sql: inside.sql,
      get db() {
        return inside.db;
      },
    },
    tx,
    now,
    record: (entry) => along(tx`with ${historyRows(tx, by, entry)} select`.execute()),
    recordAll(entries) {
      const [first, ...others] = entries;
      if (first && others.length === 0) along(tx`with ${historyRows(tx, by, first)} select`.execute());
      else if (first) along(tx`with ${historyOfMany(tx, by, entries)} select`.execute());
    },
    message: (notice, when) => along(tx`${insertNotice(tx, now, notice, when)}`.execute()),
    changed: (change) => void part.changes.push(change),
    undo: (result) => new Undone(result),
    behind: (outcome) => new Behind(outcome),
  };
}
