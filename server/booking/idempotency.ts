import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import type { Ctx } from '#server/booking/context.ts';
import { dayMs } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';

/** The purpose of a key, which is its namespace: the same key for another purpose is another key. */
export type Purpose = 'book' | 'book-for' | 'follow-up' | 'chat-offer' | 'invitation';

/** A client's `Idempotency-Key` with what it was sent with (draft-ietf-httpapi-idempotency-key-header). */
export interface Asked {
  purpose: Purpose;
  key: string;
  /** The parsed body: a key with another body is refused. */
  body: object;
}

/** The key as it is stored. */
export interface Repeatable {
  keyHash: string;
  requestHash: string;
  /** By what the version before this one kept the key: those go on for their 24 hours, see decision 0036. */
  formerHash: string;
}

/** Found under the locks: another request with this key made its afspraak in the meantime. */
export const keyKnown = Symbol('key-known');
export type KeyReused = { ok: false; error: 'key-reused' };

const formerPrefix: Record<Purpose, string> = {
  book: '',
  'book-for': '',
  'follow-up': 'vervolg ',
  'chat-offer': 'chat ',
  invitation: 'invitation ',
};

export function repeatable({ purpose, key, body }: Asked): Repeatable {
  return {
    keyHash: hashToken(`${purpose} ${key}`),
    requestHash: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
    formerHash: hashToken(formerPrefix[purpose] + key),
  };
}

/**
 * Has `make` make an afspraak once per key, and answers `again` of the one that the key led to in the last 24 hours. The
 * same request may come twice at once: then its twin has the time that seems taken, and that afspraak is answered.
 */
export async function withIdempotency<Result extends { ok: boolean }>(
  ctx: Ctx,
  asked: Asked,
  make: (repeat: Repeatable) => Promise<Result | typeof keyKnown>,
  again: (appointmentId: string) => Promise<Result>,
): Promise<Result | KeyReused> {
  const repeat = repeatable(asked);
  const answer = async (): Promise<Result | KeyReused | null> => {
    const known = await findRepeat(ctx.sql, repeat, ctx.clock.now());
    if (known.kind === 'new') return null;
    return known.kind === 'repeat' ? again(known.appointmentId) : { ok: false, error: 'key-reused' };
  };
  const before = await answer();
  if (before) return before;
  const made = await make(repeat);
  if (made !== keyKnown && made.ok) return made;
  const twin = await answer();
  if (twin) return twin;
  if (made === keyKnown) throw new Error('the afspraak that a key led to is gone');
  return made;
}

/** What this key led to in the last 24 hours: an afspraak, a clash with another body, or nothing. */
export async function findRepeat(
  sql: Sql | TransactionSql,
  { keyHash, requestHash, formerHash }: Repeatable,
  now: number,
): Promise<{ kind: 'new' } | { kind: 'repeat'; appointmentId: string } | { kind: 'key-reused' }> {
  const since = new Date(now - dayMs).toISOString();
  const [row] = await sql<{ requestHash: string; appointmentId: string }[]>`
    select request_hash as "requestHash", appointment_id as "appointmentId"
    from idempotency_keys where key_hash in (${keyHash}, ${formerHash}) and created_at > ${since}
    order by key_hash = ${keyHash} desc limit 1`;
  if (!row) return { kind: 'new' };
  if (row.requestHash !== requestHash) return { kind: 'key-reused' };
  return { kind: 'repeat', appointmentId: row.appointmentId };
}

/** The name to lock, so that the second of two requests with one key sees the result of the first. */
export const nameOfKey = ({ keyHash }: Repeatable): string => `key ${keyHash}`;

/** Whether the key has led to something in the meantime. Call it with the name of the key locked. */
export async function checkKey(
  tx: TransactionSql,
  repeat: Repeatable | null,
  now: string,
): Promise<typeof keyKnown | null> {
  if (!repeat) return null;
  const { kind } = await findRepeat(tx, repeat, Date.parse(now));
  return kind === 'new' ? null : keyKnown;
}

/** Stores what the key led to; replaces an expired entry. Call it with the name of the key locked. */
export async function keepRepeat(
  tx: TransactionSql,
  { keyHash, requestHash }: Repeatable,
  appointmentId: string,
  now: string,
): Promise<void> {
  await tx`
    insert into idempotency_keys (key_hash, request_hash, appointment_id, created_at)
    values (${keyHash}, ${requestHash}, ${appointmentId}, ${now})
    on conflict (key_hash) do update
    set request_hash = excluded.request_hash, appointment_id = excluded.appointment_id, created_at = excluded.created_at`;
}
