import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { hashToken } from '#server/kernel/tokens.ts';

/** A client's `Idempotency-Key` with what it was sent with (draft-ietf-httpapi-idempotency-key-header). */
export interface Repeatable {
  keyHash: string;
  requestHash: string;
}

const day = 24 * 3_600_000;

/** Ties a key to the parsed body: both must be the same for the same answer. */
export function repeatable(key: string, body: object): Repeatable {
  return {
    keyHash: hashToken(key),
    requestHash: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
  };
}

/** What this key led to within 24 hours: an afspraak to give again, a clash with another body, or nothing yet. */
export async function findRepeat(
  sql: Sql | TransactionSql,
  { keyHash, requestHash }: Repeatable,
  now: number,
): Promise<{ kind: 'new' } | { kind: 'repeat'; appointmentId: string } | { kind: 'key-reused' }> {
  const since = new Date(now - day).toISOString();
  const [row] = await sql<{ requestHash: string; appointmentId: string }[]>`
    select request_hash as "requestHash", appointment_id as "appointmentId"
    from idempotency_keys where key_hash = ${keyHash} and created_at > ${since}`;
  if (!row) return { kind: 'new' };
  if (row.requestHash !== requestHash) return { kind: 'key-reused' };
  return { kind: 'repeat', appointmentId: row.appointmentId };
}

/** Keeps what the key led to; takes the place of one that is over. Call with the key's name locked. */
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
