import { and, eq, inArray } from 'drizzle-orm';
import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { appointments, staff } from '#db/schema/index.ts';
import {
  actorKinds,
  noticeChannels,
  noticeKinds,
  noticeReceivers,
  noticeSubjects,
} from '#db/schema/words.ts';
import { type AppointmentRow, busyOf } from '#server/booking/rows.ts';
import type { NoticeChannel } from '#server/kernel/outbox.ts';
import type { Ctx } from './context.ts';
import { type Told, toldSchema } from './telling.ts';

const dueSchema = z.object({
  id: z.uuid(),
  kind: z.enum(noticeKinds),
  channel: z.enum(noticeChannels),
  receiver: z.enum(noticeReceivers),
  staffId: z.uuid().nullable(),
  /** Their address; null when it is not for staff, or they left. */
  staffEmail: z.string().nullable(),
  /** Whether they want jongeren named in their calendar. */
  staffNames: z.boolean(),
  subject: z.enum(noticeSubjects),
  /** Of what it is about. */
  aboutId: z.uuid(),
  version: z.number(),
  attempts: z.number().int(),
  createdAt: z.number(),
});
/** A message whose turn it is. */
export type Due = z.output<typeof dueSchema>;

/** Names whom a message is for and by which way: what they were told of the same subject counts for it. */
export const threadOf = ({
  aboutId,
  receiver,
  staffId,
  channel,
}: Pick<Due, 'aboutId' | 'receiver' | 'staffId' | 'channel'>): string =>
  [aboutId, staffId ?? receiver, channel].join(' ');

/**
 * Takes messages by open ways whose turn it is, longest waiting first, and locks them; those that another process has are skipped. While a
 * message to somebody is under way, the next one about the same afspraak waits: else they might come in the wrong order.
 */
export async function lockDue(
  tx: TransactionSql,
  now: string,
  { ways, most }: { ways: readonly NoticeChannel[]; most: number },
): Promise<Due[]> {
  const rows = await tx`
    select due.id, kind, channel, receiver, due.staff_id as "staffId", case when staff.active then staff.email end as "staffEmail",
      coalesce(staff_calendars.names, false) as "staffNames",
      case when appointment_id is not null then 'appointment' when waiting_id is not null then 'waiting-list'
        when referral_id is not null then 'referral' when invitation_id is not null then 'invitation'
        when conversation_id is not null then 'conversation' when account_id is not null then 'account' when webhook_id is not null then 'webhook'
        when handover_id is not null then 'handover' else 'plan-step' end as subject,
      coalesce(appointment_id, waiting_id, referral_id, invitation_id, conversation_id, account_id, webhook_id, handover_id, plan_step_id) as "aboutId", due.version::float8 as version, attempts,
      extract(epoch from due.created_at)::float8 * 1000 as "createdAt"
    from outbox due left join staff on staff.id = due.staff_id
      left join staff_calendars on staff_calendars.staff_id = due.staff_id
    where next_at <= ${now} and channel = any(${[...ways]}) and not exists (
      select from outbox sent
      where sent.appointment_id = due.appointment_id and sent.receiver = due.receiver and sent.channel = due.channel
        and sent.staff_id is not distinct from due.staff_id and sent.state = 'sending' and sent.next_at > ${now})
    order by next_at, due.created_at
    limit ${most}
    for update of due skip locked`;
  return z.array(dueSchema).parse(rows);
}

/**
 * The afspraken that messages are about, locked, so that they stand still until it is marked what is told of them. One that somebody
 * else has is not there: waiting for it would hold up all messages.
 */
export async function lockAppointments(
  { db }: Pick<Ctx, 'db'>,
  ids: readonly string[],
): Promise<Map<string, AppointmentRow>> {
  const rows = await db
    .select({
      row: appointments,
      casemanager: { id: staff.id, firstName: staff.firstName, meetingLink: staff.meetingLink },
      busy: busyOf,
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .where(
      and(inArray(appointments.id, [...new Set(ids)]), inArray(appointments.status, ['booked', 'cancelled'])),
    )
    .for('no key update', { of: appointments, skipLocked: true });
  return new Map(
    rows.map(({ row, casemanager, busy }) => [
      row.id,
      { ...row, casemanager, busy } satisfies AppointmentRow,
    ]),
  );
}

/** Which of the afspraken that were not locked are there no more; the others are in somebody else's hands. */
export async function findGone(
  sql: TransactionSql,
  due: readonly Due[],
  locked: ReadonlyMap<string, unknown>,
): Promise<Set<string>> {
  const missing = due.map(({ aboutId }) => aboutId).filter((id) => !locked.has(id));
  if (missing.length === 0) return new Set();
  const there = await sql`
    select id from appointments where id = any(${missing}::uuid[]) and status in ('booked', 'cancelled')`;
  const ids = new Set(
    z
      .array(z.object({ id: z.uuid() }))
      .parse(there)
      .map(({ id }) => id),
  );
  return new Set(missing.filter((id) => !ids.has(id)));
}

const toldRowSchema = z.object({
  aboutId: z.uuid(),
  receiver: z.enum(noticeReceivers),
  staffId: z.uuid().nullable(),
  channel: z.enum(noticeChannels),
  told: toldSchema,
  at: z.number(),
  underWay: z.boolean(),
});

/** What a receiver was last told, when (epoch ms), and whether that is still on its way: by another process, or taken together with this one. */
export type ToldLast = { told: Told; at: number; underWay: boolean; isTogether?: true };

/** What the receivers of these messages were last told of the same afspraken, by thread; what is sent again does not count. */
export async function readTold(
  sql: Sql | TransactionSql,
  due: readonly Due[],
  now: string,
): Promise<Map<string, ToldLast>> {
  const rows = await sql`
    select distinct on (appointment_id, receiver, staff_id, channel) appointment_id as "aboutId", receiver,
      staff_id as "staffId", channel, told,
      extract(epoch from sent_at)::float8 * 1000 as at, state = 'sending' and coalesce(next_at > ${now}, false) as "underWay"
    from outbox
    where appointment_id = any(${due.map((one) => one.aboutId)}::uuid[]) and state in ('sending', 'delivered')
      and told is not null and id <> all(${due.map((one) => one.id)}::uuid[])
    order by appointment_id, receiver, staff_id, channel, (told->>'sequence')::int desc, sent_at desc`;
  return new Map(
    z
      .array(toldRowSchema)
      .parse(rows)
      .map(({ told, at, underWay, ...thread }) => [threadOf(thread), { told, at, underWay }]),
  );
}

const cancelledSchema = z.object({ id: z.uuid(), actor: z.enum(actorKinds) });

/** Who cancelled each of these afspraken last: `staff` stands for the gemeente as a whole. */
export async function readCancelledBy(
  sql: Sql | TransactionSql,
  ids: readonly string[],
): Promise<Map<string, 'jongere' | 'staff'>> {
  if (ids.length === 0) return new Map();
  const rows = await sql`
    select distinct on (appointment_id) appointment_id as id, actor
    from history
    where appointment_id = any(${[...ids]}::uuid[]) and what in ('cancelled', 'outcome')
    order by appointment_id, history.id desc`;
  return new Map(
    z
      .array(cancelledSchema)
      .parse(rows)
      .map(({ id, actor }) => [id, actor === 'jongere' ? 'jongere' : 'staff']),
  );
}
