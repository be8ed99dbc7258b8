import { z } from 'zod';
import { dateInAmsterdam, dayMs, startOfDate } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { type Due, threadOf } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import type { Outgoing } from '#server/notifications/types.ts';
import { whenText } from './whenText.ts';

type OutgoingText = Extract<Outgoing, { channel: 'text' }>;

/**
 * Holds text messages to what the gemeente set: those of the quiet time wait for its end, and one number gets so many a day,
 * whatever they are about. Of what is too much the newest news goes, the rest is dropped. Mail is left as it is.
 */
export async function limitTexts(
  { ctx, tx }: Write<Ctx>,
  due: readonly Due[],
  decisions: readonly Decision[],
): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const now = ctx.clock.now();
  const timely = decisions.map((decision): Decision => {
    const { decided, outgoing, until = null } = decision;
    if (outgoing?.channel !== 'text') return decision;
    const when = whenText({ until, now }, settings.messages);
    if ('drop' in when) return { decided: { id: decided.id, drop: when.drop } };
    return when.at > now ? { decided: { id: decided.id, until: new Date(when.at).toISOString() } } : decision;
  });
  const texts = timely.flatMap(({ outgoing }) => (outgoing?.channel === 'text' ? [outgoing] : []));
  if (texts.length === 0) return timely;
  const sent = await countToday(tx, texts, now);
  const newest = newestFirst(due, texts);
  const tooMany = new Set(
    newest
      .filter(({ id, text }) => {
        const before = newest.findIndex((one) => one.id === id);
        const sooner = newest.slice(0, before).filter((one) => one.text.to === text.to).length;
        return (sent.get(text.to) ?? 0) + sooner >= settings.messages.textsPerDay;
      })
      .map(({ id }) => id),
  );
  return timely.map((decision) =>
    tooMany.has(decision.decided.id)
      ? { decided: { id: decision.decided.id, drop: 'too-many-today' } }
      : decision,
  );
}

/** By the last change that each of them tells: the first of several about one afspraak tells the others too. */
function newestFirst(due: readonly Due[], texts: readonly OutgoingText[]): OutgoingText[] {
  const lastOf = new Map<string, number>();
  for (const one of due) lastOf.set(threadOf(one), Math.max(lastOf.get(threadOf(one)) ?? 0, one.createdAt));
  const threads = new Map(due.map((one) => [one.id, threadOf(one)]));
  const at = ({ id }: OutgoingText) => lastOf.get(threads.get(id) ?? '') ?? 0;
  return texts.toSorted((a, b) => at(b) - at(a));
}

const countSchema = z.object({ phone: z.string(), count: z.number().int() });

/** How many text messages each number got today, in Amsterdam; the numbers are locked, so that two who send count one by one. */
async function countToday(
  tx: Write<Ctx>['tx'],
  texts: readonly OutgoingText[],
  now: number,
): Promise<Map<string, number>> {
  const phones = [...new Set(texts.map(({ text }) => text.to))];
  await tx`
    select pg_advisory_xact_lock(key)
    from (select hashtextextended('text ' || phone, 0) as key from unnest(${phones}::text[]) as phone order by 1) as keys`;
  const today = startOfDate(dateInAmsterdam(now));
  const rows = await tx`
    select told.phone, count(*)::int as count
    from outbox
      left join waiting_list on waiting_list.id = outbox.waiting_id
      left join appointments on appointments.id = coalesce(outbox.appointment_id, waiting_list.appointment_id)
      left join referrals on referrals.id = outbox.referral_id
      left join traject_invitations on traject_invitations.id = outbox.invitation_id
      left join trajecten on trajecten.id = traject_invitations.traject_id
      left join jongeren on jongeren.id = trajecten.jongere_id
      left join chat_conversations on chat_conversations.id = outbox.conversation_id
      cross join lateral (
        select coalesce(waiting_list.phone, appointments.phone, referrals.phone, jongeren.phone, chat_conversations.phone) as phone) told
    where outbox.channel = 'text' and outbox.created_at >= ${new Date(today - 7 * dayMs).toISOString()}
      and outbox.sent_at >= ${new Date(today).toISOString()} and outbox.state in ('sending', 'delivered')
      and told.phone = any(${phones}::text[]) and outbox.id <> all(${texts.map(({ id }) => id)}::uuid[])
    group by told.phone`;
  return new Map(
    z
      .array(countSchema)
      .parse(rows)
      .map(({ phone, count }) => [phone, count]),
  );
}
