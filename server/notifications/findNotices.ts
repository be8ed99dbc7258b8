import type { Fragment, Sql } from 'postgres';
import { z } from 'zod';
import { noticeChannels, noticeKinds, noticeStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NoticeChannel, NoticeKind } from '#server/kernel/outbox.ts';
import { findReferral } from '#server/referral/findReferral.ts';
import { groupOf, type ReasonGroup } from './reasons.ts';

/** A message as staff see it; instants are epoch ms. */
export interface NoticeSeen {
  kind: NoticeKind;
  channel: NoticeChannel;
  /** `waits`: made, or it goes again at `nextAt`. `failed`: it did not come and comes no more. */
  state: 'waits' | 'under-way' | 'delivered' | 'failed';
  /** When it was last sent or tried; of what never was, when it was made. */
  at: number;
  /** When it is tried again; null when it is not, or when nothing was tried yet. */
  nextAt: number | null;
  /** Why it failed. */
  why: ReasonGroup | null;
}

const rowSchema = z.object({
  kind: z.enum(noticeKinds),
  channel: z.enum(noticeChannels),
  state: z.enum(noticeStates),
  reason: z.string().nullable(),
  attempts: z.number().int(),
  at: z.number(),
  nextAt: z.number().nullable(),
});

/** Why nothing went, where somebody was to hear of it all the same. */
const unsaid = [
  ...['no-address', 'no-mail-server', 'no-text-messages', 'no-mobile-number', 'foreign-number'],
  ...['quiet-time', 'too-many-today'],
];
/** More than this nobody reads. */
const most = 20;

/**
 * The messages to the jongere about an afspraak of the team, newest first; none about an afspraak of others, or an unknown one. The
 * page that shows them notes that the afspraak was seen.
 */
export async function findNotices(ctx: Ctx, appointmentId: string): Promise<NoticeSeen[]> {
  may(ctx, 'appointment.read');
  if (!z.uuid().safeParse(appointmentId).success) return [];
  const rows = await ctx.sql`
    select ${seenColumns(ctx.sql)}
    from outbox join appointments a on a.id = outbox.appointment_id join staff s on s.id = a.casemanager_id
    where a.id = ${appointmentId} and ${rawScope(ctx, 'appointment.read')} and outbox.receiver = 'jongere'
      and ${isShown(ctx.sql)}
    order by outbox.created_at desc, outbox.version desc, outbox.id
    limit ${most}`;
  return z.array(rowSchema).parse(rows).map(toSeen);
}

/** The messages to the jongere about a referral of the own organisation, newest first: whether its link came to them. */
export async function findReferralNotices(ctx: Ctx, referralId: string): Promise<NoticeSeen[]> {
  may(ctx, 'referral.read');
  const result = await findReferral(ctx, 'referral.read', referralId);
  if (!result.ok) return [];
  const rows = await ctx.sql`
    select ${seenColumns(ctx.sql)} from outbox
    where referral_id = ${referralId} and receiver = 'jongere' and ${isShown(ctx.sql)}
    order by created_at desc, id limit ${most}`;
  return z.array(rowSchema).parse(rows).map(toSeen);
}

/** The messages that invited the jongere of a traject of the team, newest first: whether a link came to them. */
export async function findInvitationNotices(ctx: Ctx, traject: string): Promise<NoticeSeen[]> {
  may(ctx, 'traject.read');
  if (!z.uuid().safeParse(traject).success) return [];
  const rows = await ctx.sql`
    select ${seenColumns(ctx.sql)}
    from traject_invitations i join outbox on outbox.invitation_id = i.id
      join trajecten t on t.id = i.traject_id join staff s on s.id = t.owner_id
    where t.id = ${traject} and outbox.receiver = 'jongere' and ${isShown(ctx.sql)} and ${rawScope(ctx, 'traject.read')}
    order by outbox.created_at desc, outbox.id limit 3`;
  return z.array(rowSchema).parse(rows).map(toSeen);
}

/** The mails about their account to somebody who works here, newest first: whether a link came to them. */
export async function findAccountNotices(ctx: Ctx, staffId: string): Promise<NoticeSeen[]> {
  may(ctx, 'people.read');
  if (!z.uuid().safeParse(staffId).success) return [];
  const rows = await ctx.sql`
    select ${seenColumns(ctx.sql)} from outbox
    where account_id = ${staffId} and kind in ('account-invitation', 'password-link') and ${isShown(ctx.sql)}
    order by created_at desc, id limit 3`;
  return z.array(rowSchema).parse(rows).map(toSeen);
}

const seenColumns = (sql: Sql): Fragment => sql`
  outbox.kind, outbox.channel, outbox.state, outbox.reason, outbox.attempts,
  extract(epoch from coalesce(outbox.sent_at, outbox.created_at))::float8 * 1000 as at,
  extract(epoch from outbox.next_at)::float8 * 1000 as "nextAt"`;

/** A condition: it went or is to go, or somebody was to hear of it all the same. */
const isShown = (sql: Sql): Fragment => sql`(outbox.state <> 'dropped' or outbox.reason = any(${unsaid}))`;

function toSeen({
  kind,
  channel,
  state,
  reason,
  attempts,
  at,
  nextAt,
}: z.output<typeof rowSchema>): NoticeSeen {
  const one = { kind, channel, at, nextAt: null, why: null };
  switch (state) {
    case 'created':
      return { ...one, state: 'waits' };
    case 'temporary-failure':
      return { ...one, state: 'waits', nextAt: attempts > 0 ? nextAt : null };
    case 'sending':
      return { ...one, state: 'under-way' };
    case 'delivered':
      return { ...one, state: 'delivered' };
    case 'permanent-failure':
    case 'dropped':
      return { ...one, state: 'failed', why: groupOf(reason) };
  }
}
