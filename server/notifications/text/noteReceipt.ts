import { z } from 'zod';
import type { Services } from '#server/notifications/context.ts';

const minute = 60_000;

/** What a provider says of a message afterwards, as GOV.UK Notify says it: what else stands in it is not read. */
export const receiptSchema = z.object({
  id: z.uuid(),
  reference: z.string().max(200).nullish(),
  status: z.enum(['delivered', 'permanent-failure', 'temporary-failure', 'technical-failure']),
});
export type Receipt = z.output<typeof receiptSchema>;

/** A phone that is off is tried again after a minute and after ten, a fifth sooner or later; then it is given up. */
const retryMinutes = [1, 10] as const;

/**
 * Writes down what became of a text message. The same again changes nothing, and what comes late does not take back what is
 * known: who got it, got it. `not-yet`: our own note that it was taken is still being written; ask again in a moment.
 */
export async function noteReceipt(
  { sql, clock }: Services,
  { id: providerId, reference, status }: Receipt,
): Promise<'noted' | 'unknown' | 'not-yet'> {
  const id = z.uuid().safeParse(reference).data;
  if (id === undefined) return 'unknown';
  const now = new Date(clock.now()).toISOString();
  if (status === 'delivered') {
    const rows = await sql`
      update outbox set state = 'delivered', settled_at = ${now}, next_at = null, reason = null, provider_id = ${providerId}
      where id = ${id} and channel = 'text' and state in ('sending', 'temporary-failure', 'permanent-failure')
      returning id`;
    return rows.length > 0 ? 'noted' : 'unknown';
  }
  if (status === 'permanent-failure') {
    const rows = await sql`
      update outbox set state = 'permanent-failure', settled_at = ${now}, next_at = null, reason = 'not-reachable'
      where id = ${id} and channel = 'text' and provider_id = ${providerId}
        and (state = 'temporary-failure' or (state = 'sending' and next_at is null))
      returning id`;
    return rows.length > 0 ? 'noted' : isUnderWay();
  }
  const after = (minutes: number) =>
    new Date(clock.now() + minutes * minute * (0.8 + 0.4 * Math.random())).toISOString();
  const rows = await sql`
    update outbox set
      state = case when attempts < 3 then 'temporary-failure' else 'permanent-failure' end,
      next_at = case attempts when 1 then ${after(retryMinutes[0])}::timestamptz when 2 then ${after(retryMinutes[1])}::timestamptz end,
      settled_at = case when attempts >= 3 then ${now}::timestamptz end,
      reason = ${status === 'technical-failure' ? 'provider-failure' : 'not-reached'}
    where id = ${id} and channel = 'text' and provider_id = ${providerId} and state = 'sending' and next_at is null
    returning id`;
  return rows.length > 0 ? 'noted' : isUnderWay();

  async function isUnderWay(): Promise<'unknown' | 'not-yet'> {
    const rows = await sql`
      select from outbox
      where id = ${id ?? null} and channel = 'text' and state = 'sending' and next_at > ${now}
        and (provider_id is null or provider_id = ${providerId})`;
    return rows.length > 0 ? 'not-yet' : 'unknown';
  }
}

/** So long after it was taken a receipt can still come. */
export const receiptHours = 72;

/** Notes of text messages that nothing was heard of since: whether they came is not known. */
export async function noteSilence({ sql, clock }: Services): Promise<void> {
  const before = new Date(clock.now() - receiptHours * 60 * minute).toISOString();
  await sql`
    update outbox set reason = 'no-receipt'
    where channel = 'text' and state = 'sending' and next_at is null and sent_at < ${before} and reason is null
      and created_at < ${before}`;
}
