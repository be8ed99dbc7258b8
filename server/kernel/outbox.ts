import type { Fragment, Sql, TransactionSql } from 'postgres';
import type {
  appointmentNoticeKinds,
  noticeChannels,
  noticeKinds,
  noticeSubjects,
} from '#db/schema/words.ts';

export type NoticeKind = (typeof noticeKinds)[number];
/** Of these those about an afspraak. */
export type AppointmentNoticeKind = (typeof appointmentNoticeKinds)[number];
export type NoticeChannel = (typeof noticeChannels)[number];
export type NoticeSubject = (typeof noticeSubjects)[number];

/** Something to tell somebody by one way. Words and address are read when it is sent: here stands only what it is about. */
export interface Notice {
  kind: NoticeKind;
  channel: NoticeChannel;
  to: { kind: 'jongere' | 'outside' } | { kind: 'staff'; id: string };
  about: { kind: NoticeSubject; id: string };
  /** Which change of it. The same change is told once to each receiver by each way. */
  version: number;
}

/** The column that says what a message is about. */
const columns: Record<NoticeSubject, string> = {
  appointment: 'appointment_id',
  'waiting-list': 'waiting_id',
  referral: 'referral_id',
  invitation: 'invitation_id',
  conversation: 'conversation_id',
  account: 'account_id',
  webhook: 'webhook_id',
  handover: 'handover_id',
  'plan-step': 'plan_step_id',
};

/**
 * The statement that puts a message into the outbox, at an ISO 8601 instant; one that is there already stays as it is. `when` is a
 * condition, where this is a part of a larger statement.
 */
export function insertNotice(
  sql: Sql | TransactionSql,
  at: string,
  { kind, channel, to, about, version }: Notice,
  when: Fragment = sql`true`,
): Fragment {
  const staffId = to.kind === 'staff' ? to.id : null;
  const key = [about.kind, about.id, kind, version, staffId ?? to.kind, channel].join(' ');
  return sql`
    insert into outbox (key, kind, channel, receiver, staff_id, ${sql(columns[about.kind])}, version, created_at, next_at)
    select ${key}, ${kind}, ${channel}, ${to.kind}, ${staffId}::uuid, ${about.id}::uuid, ${version}::bigint,
      ${at}::timestamptz, ${at}::timestamptz
    where ${when}
    on conflict (key) do nothing`;
}
