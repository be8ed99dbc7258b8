import { z } from 'zod';
import { noticeChannels, noticeKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { groupOf } from '#server/notifications/reasons.ts';
import type { UntoldToDo } from './types.ts';

const rowSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  start: z.number(),
  channel: z.enum(noticeChannels),
  message: z.enum(noticeKinds),
  reason: z.string().nullable(),
});

/**
 * The own afspraken of today and tomorrow that are not over and of which the last message to the jongere did not come, the next
 * first: also what was cancelled, since who does not know that still comes. One query.
 */
export async function readUntold(ctx: Ctx): Promise<UntoldToDo[]> {
  const { staff: me } = may(ctx, 'appointment.read');
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const rows = await ctx.sql`
    select a.id, a.name, extract(epoch from a.starts_at)::float8 * 1000 as start, last.channel, last.kind as message, last.reason
    from appointments a join staff s on s.id = a.casemanager_id
    cross join lateral (
      select kind, channel, state, reason from outbox
      where appointment_id = a.id and receiver = 'jongere' and state <> 'dropped'
      order by created_at desc, version desc limit 1) last
    where a.casemanager_id = ${me.id} and ${rawScope(ctx, 'appointment.read')}
      and a.local_date between ${today} and ${addDays(today, 1)} and a.ends_at > ${new Date(now).toISOString()}
      and a.status in ('booked', 'cancelled') and a.wiped_at is null and last.state = 'permanent-failure'
    order by a.starts_at, a.id`;
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ reason, ...row }) => ({ kind: 'untold', ...row, why: groupOf(reason) }));
}
