import type { Sql } from 'postgres';
import { z } from 'zod';
import { webhookEvents } from '#db/schema/words.ts';

const epoch = z.number();
const dueSchema = z.object({
  id: z.uuid(),
  webhook: z.uuid(),
  event: z.enum(webhookEvents),
  subject: z.string(),
  at: epoch,
  dueFrom: epoch,
  data: z.record(z.string(), z.unknown()),
  attempts: z.number(),
  url: z.string(),
  oin: z.string().nullable(),
  secret: z.string(),
  formerSecret: z.string().nullable(),
  formerUntil: epoch.nullable(),
});
/** What a system is to hear now. Instants are epoch ms, secrets are sealed. */
export type DueEvent = z.output<typeof dueSchema>;

const atOnce = 20;
/** Longer than sending takes: after it another process may take over what this one did not finish. */
const claimedMs = 30_000;
const iso = (epochMs: number) => new Date(epochMs).toISOString();

/** Takes what is due, for this process alone: of each subject the oldest, so that none overtakes another. */
export async function claimEvents(sql: Sql, now: number): Promise<DueEvent[]> {
  const rows = await sql`
    update webhook_events e set attempts = e.attempts + 1, next_at = ${iso(now + claimedMs)}
    from webhooks w
    where w.id = e.webhook_id and e.id in (
      select due.id from webhook_events due join webhooks on webhooks.id = due.webhook_id
      where due.delivered_at is null and due.next_at <= ${iso(now)}
        and webhooks.ended_at is null and webhooks.disabled_at is null
        and not exists (
          select from webhook_events before
          where before.webhook_id = due.webhook_id and before.subject = due.subject and before.number < due.number
            and before.delivered_at is null)
      order by due.next_at, due.number limit ${atOnce} for update of due skip locked)
    returning e.id, e.webhook_id as webhook, e.event, e.subject, (extract(epoch from e.at) * 1000)::float8 as at,
      (extract(epoch from e.due_from) * 1000)::float8 as "dueFrom", e.data,
      e.attempts, w.url, w.oin, w.secret, w.former_secret as "formerSecret",
      (extract(epoch from w.former_until) * 1000)::float8 as "formerUntil"`;
  return z.array(dueSchema).parse([...rows]);
}

/** What came of an attempt: a status, or none with why in words of ours. */
export interface Attempted {
  status: number | null;
  answer: string;
}

export async function eventDelivered(
  sql: Sql,
  id: string,
  { status, answer }: Attempted,
  now: number,
): Promise<void> {
  await sql`
    update webhook_events set delivered_at = ${iso(now)}, tried_at = ${iso(now)}, status = ${status}, answer = ${answer}
    where id = ${id}`;
}

export async function eventFailed(
  sql: Sql,
  id: string,
  { status, answer }: Attempted,
  { now, next }: { now: number; next: number },
): Promise<void> {
  await sql`
    update webhook_events set tried_at = ${iso(now)}, status = ${status}, answer = ${answer}, next_at = ${iso(next)}
    where id = ${id} and delivered_at is null`;
}
