import { z } from 'zod';
import { appointmentNoticeKinds, noticeChannels, noticeStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { AppointmentNoticeKind, NoticeChannel } from '#server/kernel/outbox.ts';
import { groupOf, type ReasonGroup } from './reasons.ts';

/** A message to the jongere as staff see it; instants are epoch ms. */
export interface NoticeSeen {
  kind: AppointmentNoticeKind;
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
  kind: z.enum(appointmentNoticeKinds),
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
    select outbox.kind, outbox.channel, outbox.state, outbox.reason, outbox.attempts,
      extract(epoch from coalesce(outbox.sent_at, outbox.created_at))::float8 * 1000 as at,
      extract(epoch from outbox.next_at)::float8 * 1000 as "nextAt"
    from outbox join appointments a on a.id = outbox.appointment_id join staff s on s.id = a.casemanager_id
    where a.id = ${appointmentId} and ${rawScope(ctx, 'appointment.read')} and outbox.receiver = 'jongere'
      and (outbox.state <> 'dropped' or outbox.reason = any(${unsaid}))
    order by outbox.created_at desc, outbox.version desc, outbox.id
    limit ${most}`;
  return z.array(rowSchema).parse(rows).map(toSeen);
}

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
