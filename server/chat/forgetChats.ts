import type { Services } from '#server/kernel/context.ts';
import { dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { closeConversation } from './closeConversation.ts';

const day = 24 * 3_600_000;

/**
 * Deletes what was said once it is over for as long as the settings say (30 days); its figures stay. What nobody
 * answered or ended in that time is over then, and goes as long after. With the day goes what a browser was known by,
 * and with a casemanager who left their own replies.
 */
export async function forgetChats(services: Services): Promise<void> {
  const { sql, clock, roster, bus } = services;
  const { settings } = await roster.current();
  const now = clock.now();
  const longAgo = new Date(now - settings.chat.retentionDays * day).toISOString();
  await closeForgotten(services, longAgo);
  const gone =
    await sql`delete from chat_conversations where status = 'closed' and closed_at <= ${longAgo} returning id`;
  if (gone.length > 0) bus.say({ queue: true });

  const today = dateInAmsterdam(now);
  const midnight = new Date(startOfDate(today)).toISOString();
  // In one order everywhere: many rows at once are written for who comes and goes, too.
  await sql`
    update chat_conversations set visitor_key = null where id in (
      select id from chat_conversations where visitor_key is not null and started_at < ${midnight}
      order by id for update)`;
  await sql`delete from chat_blocks where day < ${today}`;
  await sql`delete from chat_day_secrets where day < ${today}`;
  // Who works here no longer: their own replies may hold names and numbers, and nobody uses them.
  await sql`
    delete from chat_canned_replies reply using staff where staff.id = reply.staff_id and not staff.active`;
  await sql`delete from chat_presence presence using staff where staff.id = presence.staff_id and not staff.active`;
  await sql`delete from chat_processes where seen_at < ${new Date(now - day).toISOString()}`;
}

async function closeForgotten(services: Services, longAgo: string): Promise<void> {
  const { sql } = services;
  const quiet = sql`status <> 'closed' and waiting_since <= ${longAgo} and not exists (
    select from chat_messages m where m.conversation_id = chat_conversations.id and m.created_at > ${longAgo})`;
  const rows = await sql<{ id: string }[]>`select id from chat_conversations where ${quiet}`;
  for (const { id } of rows) {
    const where = sql`and ${quiet}`;
    await closeConversation(services, { conversation: id, by: 'system', reason: 'unanswered', where });
  }
}
