import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { Invalid, TooMany } from '#server/booking/types.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { Limit } from '#server/kernel/limits/limits.ts';
import { lost, retry } from '#server/kernel/retry.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { isBlocked } from './blockVisitor.ts';

/** The result for somebody who started a chat or left a question. */
export interface Begun {
  ok: true;
  conversation: string;
  /** The token that opens the conversation; only the tab has it. */
  token: string;
  /** The request was a repeat, and this is the conversation of the first one. */
  repeated: boolean;
}

/** This browser is blocked for the rest of the day. */
export type Blocked = { ok: false; error: 'blocked' };

interface Begin<Refusal> {
  kind: 'chat' | 'question';
  /** Made by the tab. A repeat with the same key gives the same conversation until it is closed. */
  startKey: string;
  visitorKey: string;
  topic: string | undefined;
  limit: Limit;
  /** A further reason to refuse, asked for only when the request is no repeat. */
  refuse?: () => Promise<Refusal | null>;
  /** Inserts the conversation. False when another request with this start key was first. */
  insert(tx: TransactionSql, row: { id: string; tokenHash: string; startKeyHash: string }): Promise<boolean>;
}

/** The common part of starting a chat and leaving a question. Of several requests with one start key only one begins. */
export async function begin<Refusal = never>(
  ctx: Ctx,
  { kind, startKey, visitorKey, topic, limit, refuse, insert }: Begin<Refusal>,
): Promise<Begun | Blocked | Invalid | TooMany | Refusal> {
  // What a question is about is for everybody to say.
  if (topic !== undefined && !findTopic(await ctx.roster.current(), topic, 'staff')) {
    return { ok: false, error: 'invalid', errors: [{ field: 'topic', message: 'topic-unknown' }] };
  }
  const counted = await count(ctx, limit);
  if (!counted.ok) return counted;
  // A tab may use one start key for a chat and for a question. These are not repeats of each other.
  const startKeyHash = hashToken(`${kind} ${startKey}`);
  const before = await findBegun(ctx, startKeyHash);
  if (before) {
    await uncount(ctx, limit);
    return before;
  }
  if (await isBlocked(ctx, visitorKey)) return { ok: false, error: 'blocked' };
  const refusal = (await refuse?.()) ?? null;
  if (refusal) return refusal;
  return retry<Begun>('the start key of a chat', async () => {
    const id = randomUUID();
    const token = ctx.tokens.make('chat', id, 1);
    const isNew = await write<boolean, Ctx>(ctx, async ({ tx, record, changed }) => {
      await tx`
        update chat_conversations set start_key_hash = null
        where start_key_hash = ${startKeyHash} and status = 'closed'`;
      if (!(await insert(tx, { id, tokenHash: hashToken(token), startKeyHash }))) return false;
      record({ about: { kind: 'conversation', id }, what: 'begun' });
      changed({ queue: true });
      return true;
    });
    if (isNew) return { ok: true, conversation: id, token, repeated: false };
    // The twin is not there when it was closed in the meantime: then its key is free again.
    return (await findBegun(ctx, startKeyHash)) ?? lost;
  });
}

async function count({ actor, limits }: Ctx, limit: Limit): Promise<{ ok: true } | TooMany> {
  if (actor.kind !== 'jongere') return { ok: true };
  const counted = await limits.consumeFrom(actor.networks, limit);
  if (counted.ok) return counted;
  return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
}

/** Repeats are not counted, so that retries on a bad connection do not use up the limit of a whole school. */
async function uncount({ actor, limits }: Ctx, limit: Limit): Promise<void> {
  if (actor.kind === 'jongere') await limits.rewardFrom(actor.networks, limit);
}

async function findBegun({ sql, tokens }: Ctx, startKeyHash: string): Promise<Begun | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from chat_conversations where start_key_hash = ${startKeyHash} and status <> 'closed'`;
  if (!row) return null;
  return { ok: true, conversation: row.id, token: tokens.make('chat', row.id, 1), repeated: true };
}
