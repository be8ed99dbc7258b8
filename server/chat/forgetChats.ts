import type { Services } from '#server/chat/context.ts';
import { auditRow, insertAuditOfEach } from '#server/kernel/auditRow.ts';
import { dateInAmsterdam, dayMs, startOfDate } from '#server/kernel/time.ts';
import { closeConversation } from './closeConversation.ts';

/**
 * Deletes conversations that have been closed for the term in the settings (30 days); their figures stay. A conversation that
 * nobody answered or ended in that term is closed then, and deleted after another term. Also deletes visitor keys of former
 * days, and the own replies of casemanagers who left.
 */
export async function forgetChats(services: Services): Promise<void> {
  const { sql, clock, roster, bus, door } = services;
  const { settings } = await roster.current();
  const now = clock.now();
  const longAgo = new Date(now - settings.chat.retentionDays * dayMs).toISOString();
  await closeForgotten(services, longAgo);
  const act = { kind: 'changed', action: 'forgotten', about: { kind: 'conversation' } } as const;
  const forgotten = auditRow({ actor: { kind: 'system' }, door }, new Date(now).toISOString(), act);
  const gone = await sql`
    with gone as (
      delete from chat_conversations where status = 'closed' and closed_at <= ${longAgo} returning id
    ), audited as (${insertAuditOfEach(sql, forgotten, 'gone')})
    select from gone`;
  if (gone.length > 0) bus.say({ queue: true });

  const today = dateInAmsterdam(now);
  const midnight = new Date(startOfDate(today)).toISOString();
  // Lock rows in one order everywhere, because arrivals update many of these rows at once too.
  await sql`
    update chat_conversations set visitor_key = null where id in (
      select id from chat_conversations where visitor_key is not null and started_at < ${midnight}
      order by id for update)`;
  await sql`delete from chat_blocks where day < ${today}`;
  await sql`delete from chat_day_secrets where day < ${today}`;
  // Own replies of casemanagers who left may hold names and numbers, and nobody uses them.
  await sql`
    delete from chat_canned_replies reply using staff where staff.id = reply.staff_id and not staff.active`;
  await sql`delete from chat_presence presence using staff where staff.id = presence.staff_id and not staff.active`;
  await sql`delete from chat_processes where seen_at < ${new Date(now - dayMs).toISOString()}`;
}

async function closeForgotten(services: Services, longAgo: string): Promise<void> {
  const { sql } = services;
  const ctx = { ...services, actor: { kind: 'system' } as const };
  const quiet = sql`status <> 'closed' and waiting_since <= ${longAgo} and not exists (
    select from chat_messages m where m.conversation_id = chat_conversations.id and m.created_at > ${longAgo})`;
  const rows = await sql<{ id: string }[]>`select id from chat_conversations where ${quiet}`;
  for (const { id } of rows) {
    const where = sql`and ${quiet}`;
    await closeConversation(ctx, { conversation: id, by: 'system', reason: 'unanswered', where });
  }
}
