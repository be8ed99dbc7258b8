import { and, eq, gt, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { appointments, referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { selectRow, toAppointment } from '#server/booking/rows.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';

/** As long as the jongere may still sit beside. */
const shownMs = 60 * 60_000;

/**
 * The afspraak that a referral was made together with, with its private link, for whoever made it in the last hour: to hand over.
 * Later, and for anybody else, it is not found: the private link belongs to the jongere.
 */
export async function findBookedTogether(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; appointment: Appointment } | NotFound> {
  const { staff: me } = may(ctx, 'referral.make');
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const [mine] = await ctx.db
    .select({ id: referrals.id })
    .from(referrals)
    .where(
      and(
        ...[eq(referrals.id, id), eq(referrals.madeBy, me.id), eq(referrals.source, 'together')],
        ...[isNull(referrals.withdrawnAt), isNull(referrals.sharingEndedAt), isNull(referrals.wipedAt)],
        gt(referrals.createdAt, new Date(ctx.clock.now() - shownMs)),
      ),
    );
  const standing = and(
    ...[eq(appointments.referralId, id), eq(appointments.status, 'booked'), isNull(appointments.wipedAt)],
    // A link that was given out again is not the one of that moment.
    eq(appointments.generation, 1),
  );
  const row = mine && (await selectRow(ctx, standing));
  if (!row) {
    notFound(ctx, 'referral.make', { kind: 'referral', id });
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'referral.make', { kind: 'referral', id });
  return { ok: true, appointment: toAppointment(ctx, await ctx.roster.current(), row) };
}
