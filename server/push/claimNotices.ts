import type { Sql } from 'postgres';
import { z } from 'zod';
import { pushKinds, type pushOutcomes } from '#db/schema/words.ts';

const dueSchema = z.object({
  device: z.string(),
  key: z.string(),
  kind: z.enum(pushKinds),
  day: z.string().nullable(),
  attempts: z.number(),
  /** Epoch ms. */
  expiresAt: z.number(),
  endpoint: z.string(),
  p256dh: z.string(),
  auth: z.string(),
});
/** What a device is to be told now. */
export type Due = z.output<typeof dueSchema>;

const atOnce = 100;
/** Longer than sending takes: after it another process may take over what this one did not finish. */
const claimedMs = 30_000;

const at = (epochMs: number) => new Date(epochMs).toISOString();

/** Takes what is due, for this process alone; what is no news any more is put away. */
export async function claimNotices(sql: Sql, now: number): Promise<Due[]> {
  await sql`
    update push_notices set done_at = ${at(now)}, outcome = 'lapsed' where done_at is null and expires_at <= ${at(now)}`;
  const rows = await sql`
    update push_notices n set attempts = n.attempts + 1, next_at = ${at(now + claimedMs)}
    from push_devices d
    where d.id = n.device_id and (n.device_id, n.key) in (
      select device_id, key from push_notices where done_at is null and next_at <= ${at(now)}
      order by next_at limit ${atOnce} for update skip locked)
    returning n.device_id as device, n.key, n.kind, n.day::text, n.attempts,
      (extract(epoch from n.expires_at) * 1000)::float8 as "expiresAt", d.endpoint, d.p256dh, d.auth`;
  return z.array(dueSchema).parse([...rows]);
}

export async function noticeIsDone(
  sql: Sql,
  { device, key }: Due,
  outcome: (typeof pushOutcomes)[number],
  now: number,
): Promise<void> {
  await sql`
    with done as (
      update push_notices set done_at = ${at(now)}, outcome = ${outcome}
      where device_id = ${device} and key = ${key} and done_at is null)
    update push_devices set last_used_at = ${at(now)} where id = ${device} and ${outcome} = 'sent'`;
}

export async function tryAgain(sql: Sql, { device, key }: Due, next: number): Promise<void> {
  await sql`update push_notices set next_at = ${at(next)} where device_id = ${device} and key = ${key}`;
}

/** Forgets a browser that takes nothing any more, unless it was allowed anew meanwhile. */
export async function deviceIsGone(sql: Sql, { device, endpoint }: Due): Promise<void> {
  await sql`delete from push_devices where id = ${device} and endpoint = ${endpoint}`;
}
