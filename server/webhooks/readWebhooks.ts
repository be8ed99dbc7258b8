import { z } from 'zod';
import { webhookEvents, webhookKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Ctx } from './context.ts';

const epoch = z.number().nullable();
const webhookRow = z.object({
  id: z.string(),
  name: z.string(),
  organisation: z.string(),
  url: z.string(),
  kinds: z.array(z.enum(webhookKinds)),
  oin: z.string().nullable(),
  createdAt: z.number(),
  createdBy: z.string(),
  disabledAt: epoch,
  endedAt: epoch,
  /** Until when the secret before this one signs along. */
  formerUntil: epoch,
  /** How many events wait, and since when the oldest does. */
  waiting: z.number(),
  waitingSince: epoch,
});
/** A webhook as a beheerder sees it: its secret was said once. Instants are epoch ms. */
export type Webhook = z.output<typeof webhookRow>;

const deliveryRow = z.object({
  id: z.string(),
  event: z.enum(webhookEvents),
  subject: z.string(),
  at: z.number(),
  attempts: z.number(),
  triedAt: epoch,
  nextAt: z.number(),
  status: z.number().nullable(),
  answer: z.string().nullable(),
  deliveredAt: epoch,
});
/** What a system was to hear, and how the last attempt went. Instants are epoch ms. */
export type Delivery = z.output<typeof deliveryRow>;

const shown = 50;

/** The webhooks of all organisations: those that stand first, by name. */
export async function readWebhooks(ctx: Ctx): Promise<Webhook[]> {
  may(ctx, 'webhook.read');
  const webhooks = await select(ctx, null);
  viewed(ctx, 'webhook.read', { kind: 'configuration' });
  return webhooks;
}

/** One webhook with the last events that it was to hear, the newest first. */
export async function readWebhook(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; webhook: Webhook; deliveries: Delivery[] } | NotFound> {
  may(ctx, 'webhook.read');
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const [webhook] = await select(ctx, id);
  if (!webhook) return { ok: false, error: 'not-found' };
  const { sql } = ctx;
  const at = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`;
  const rows = await sql`
    select id, event, subject, ${at('at')} as at, attempts, ${at('tried_at')} as "triedAt", ${at('next_at')} as "nextAt", status,
      answer, ${at('delivered_at')} as "deliveredAt"
    from webhook_events where webhook_id = ${id} order by number desc limit ${shown}`;
  viewed(ctx, 'webhook.read', { kind: 'configuration' });
  return { ok: true, webhook, deliveries: z.array(deliveryRow).parse([...rows]) };
}

/** Whether some webhook is disabled, for who looks at the first page of beheer. */
export async function isSomeWebhookDisabled(ctx: Ctx): Promise<boolean> {
  may(ctx, 'webhook.read');
  const rows = await ctx.sql`select from webhooks where disabled_at is not null and ended_at is null limit 1`;
  return rows.length > 0;
}

async function select({ sql }: Pick<Ctx, 'sql'>, id: string | null): Promise<Webhook[]> {
  const at = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`;
  const rows = await sql`
    select w.id, w.name, o.name as organisation, w.url, w.kinds, w.oin, ${at('w.created_at')} as "createdAt",
      s.first_name as "createdBy", ${at('w.disabled_at')} as "disabledAt", ${at('w.ended_at')} as "endedAt",
      ${at('w.former_until')} as "formerUntil", waits.count as waiting, waits.since as "waitingSince"
    from webhooks w join organisations o on o.id = w.organisation_id join staff s on s.id = w.created_by
    cross join lateral (
      select count(*)::int as count, (extract(epoch from min(e.at)) * 1000)::float8 as since
      from webhook_events e where e.webhook_id = w.id and e.delivered_at is null) waits
    where ${id === null ? sql`true` : sql`w.id = ${id}`}
    order by w.ended_at is not null, w.name, w.id`;
  return z.array(webhookRow).parse([...rows]);
}
