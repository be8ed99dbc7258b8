import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Invalid, TooMany } from '#server/booking/types.ts';
import { findTopic } from '#server/booking/wish.ts';
import type { Ctx } from '#server/kernel/context.ts';
import type { Limit } from '#server/kernel/limits/limits.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { isBlocked } from './blockVisitor.ts';

/** What somebody who starts a chat, or leaves a question, has afterwards. */
export interface Begun {
  ok: true;
  conversation: string;
  /** Opens it, for the tab alone. */
  token: string;
  /** The same came before, and this is what it led to. */
  repeated: boolean;
}

/** This browser may begin nothing any more today. */
export type Blocked = { ok: false; error: 'blocked' };

interface Begin<Refusal> {
  kind: 'chat' | 'question';
  /** Of the tab: a repeat gives the same conversation as long as it is not over. */
  startKey: string;
  visitorKey: string;
  topic: string | undefined;
  limit: Limit;
  /** What else stands in the way of what is no repeat. */
  refuse?: () => Promise<Refusal | null>;
  /** Writes the conversation, unless its start key is there already: then false. */
  write(tx: TransactionSql, row: { id: string; tokenHash: string; startKeyHash: string }): Promise<boolean>;
}

/** What a chat and a question have in common when they begin. Of many who come with one start key, one begins. */
export async function begin<Refusal = never>(
  ctx: Ctx,
  { kind, startKey, visitorKey, topic, limit, refuse, write }: Begin<Refusal>,
): Promise<Begun | Blocked | Invalid | TooMany | Refusal> {
  if (topic !== undefined && !findTopic(await ctx.roster.current(), topic)) {
    return { ok: false, error: 'invalid', errors: [{ field: 'topic', message: 'topic-unknown' }] };
  }
  const counted = await count(ctx, limit);
  if (!counted.ok) return counted;
  // A tab may leave a question under the key of its chat: neither is taken for a repeat of the other.
  const startKeyHash = hashToken(`${kind} ${startKey}`);
  const before = await findBegun(ctx, startKeyHash);
  if (before) {
    await uncount(ctx, limit);
    return before;
  }
  if (await isBlocked(ctx, visitorKey)) return { ok: false, error: 'blocked' };
  const refusal = (await refuse?.()) ?? null;
  if (refusal) return refusal;
  for (;;) {
    const id = randomUUID();
    const token = ctx.tokens.make('chat', id, 1);
    const isNew = await ctx.sql.begin(async (tx) => {
      await tx`
        update chat_conversations set start_key_hash = null
        where start_key_hash = ${startKeyHash} and status = 'closed'`;
      return write(tx, { id, tokenHash: hashToken(token), startKeyHash });
    });
    if (isNew) {
      ctx.bus.say({ queue: true });
      return { ok: true, conversation: id, token, repeated: false };
    }
    const twin = await findBegun(ctx, startKeyHash);
    if (twin) return twin;
  }
}

async function count({ actor, limits }: Ctx, limit: Limit): Promise<{ ok: true } | TooMany> {
  if (actor.kind !== 'jongere') return { ok: true };
  const counted = await limits.consumeFrom(actor.networks, limit);
  if (counted.ok) return counted;
  return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
}

/** Who repeats on a bad connection does not use up what a whole school may. */
async function uncount({ actor, limits }: Ctx, limit: Limit): Promise<void> {
  if (actor.kind === 'jongere') await limits.rewardFrom(actor.networks, limit);
}

async function findBegun({ sql, tokens }: Ctx, startKeyHash: string): Promise<Begun | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from chat_conversations where start_key_hash = ${startKeyHash} and status <> 'closed'`;
  if (!row) return null;
  return { ok: true, conversation: row.id, token: tokens.make('chat', row.id, 1), repeated: true };
}
