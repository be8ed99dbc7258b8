import type { Fragment, Sql } from 'postgres';
import type { Services } from '#server/chat/context.ts';
import { seenSince } from './presence.ts';
import type { ConversationSummary, RequeueReason } from './types.ts';

export type SummaryRow = Omit<ConversationSummary, 'casemanager' | 'receipts' | 'requeued'> & {
  casemanagerId: string | null;
  casemanagerName: string | null;
  delivered: number;
  seen: number;
  requeuedId: string | null;
  requeuedName: string | null;
  requeuedWhy: RequeueReason | null;
};

const epoch = (sql: Sql, column: Fragment) => sql`(extract(epoch from ${column}) * 1000)::float8`;

/** The columns of `SummaryRow`, to be followed by `fromConversations`. */
export function summaryColumns({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Fragment {
  return sql`
    c.id, c.kind, c.status, c.language, c.first_name as "firstName", c.topic_id as topic,
    c.casemanager_id as "casemanagerId", s.first_name as "casemanagerName", c.last_seq as "lastSeq",
    coalesce(newest.seq, 0) as "lastJongereSeq", c.staff_seen as "staffSeen",
    case when c.status = 'closed' then 0 else (
      select count(*)::int from chat_messages m
      where m.conversation_id = c.id and m.author = 'jongere' and m.seq > c.staff_seen) end as unread,
    c.jongere_delivered as delivered, c.jongere_seen as seen, c.danger,
    c.jongere_gone_at is null and process.seen_at > ${seenSince(clock.now())} is true as here,
    ${epoch(sql, sql`c.started_at`)} as "startedAt", ${epoch(sql, sql`c.waiting_since`)} as "waitingSince", c.returned,
    ${epoch(sql, sql`c.unanswered_since`)} as "unansweredSince",
    back.id as "requeuedId", back.name as "requeuedName", back.why as "requeuedWhy",
    ${epoch(sql, sql`last.created_at`)} as "lastAt", ${epoch(sql, sql`c.closed_at`)} as "closedAt",
    c.close_reason as "closeReason", coalesce(left(newest.body, 120), '') as preview, c.rating,
    c.rating_line as "ratingLine",
    c.answered_by as "answeredBy"`;
}

/** The `from` clause: conversations `c` with their casemanager `s` and the last message. */
export const fromConversations = (sql: Sql): Fragment =>
  sql`from chat_conversations c ${withWhatIsKnown(sql)}`;

/** The same joins for a query that has `c` already. */
export const withWhatIsKnown = (sql: Sql): Fragment => sql`
  left join staff s on s.id = c.casemanager_id
  left join chat_processes process on process.id = c.jongere_process
  left join chat_messages last on last.conversation_id = c.id and last.seq = c.last_seq
  left join lateral (
    select seq, body from chat_messages m where m.conversation_id = c.id and m.author = 'jongere' and m.kind = 'text'
    order by seq desc limit 1
  ) newest on true
  left join lateral (
    select s.id, m.data ->> 'name' as name, m.data ->> 'why' as why from (
      select kind, staff_id, data from chat_messages m
      where m.conversation_id = c.id and m.kind in ('requeued', 'reopened') order by seq desc limit 1
    ) m join staff s on s.id = m.staff_id where m.kind = 'requeued'
  ) back on c.returned and c.status = 'waiting'`;

export function toSummary(row: SummaryRow): ConversationSummary {
  const { casemanagerId, casemanagerName, delivered, seen, ...rest } = row;
  const { requeuedId, requeuedName, requeuedWhy, ...same } = rest;
  return {
    ...same,
    lastAt: same.lastAt ?? same.startedAt,
    casemanager: casemanagerId === null ? null : { id: casemanagerId, firstName: casemanagerName ?? '' },
    receipts: { delivered, seen },
    requeued:
      requeuedId === null
        ? null
        : { id: requeuedId, firstName: requeuedName ?? '', why: requeuedWhy ?? 'lost' },
  };
}

/** Conversations by their ids, for staff who listen to them. */
export async function readSummaries(
  ctx: Pick<Services, 'sql' | 'clock'>,
  ids: readonly string[],
): Promise<ConversationSummary[]> {
  const { sql } = ctx;
  const rows = await sql<SummaryRow[]>`
    select ${summaryColumns(ctx)} ${fromConversations(sql)} where c.id = any(${[...ids]}::uuid[])`;
  return rows.map(toSummary);
}
