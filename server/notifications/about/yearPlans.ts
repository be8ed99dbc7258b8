import { z } from 'zod';
import { dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { wording } from '#server/kernel/wording.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainStaffLetter } from '#server/notifications/plainLetter.ts';
import type { Due } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { decideToSend } from '#server/notifications/toOutgoing.ts';
import { isRunning, readStandings } from '#server/yearPlan/standing.ts';

const schoolsSchema = z.array(z.object({ staff: z.uuid(), school: z.uuid() }));

/** What schools hear of a year plan: that a step comes to its end or is late, while it is not done and that is its last day. */
export async function decideAboutYearPlans(
  { ctx, tx, now }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const today = dateInAmsterdam(Date.parse(now));
  const ids = due.map(({ aboutId }) => aboutId);
  const standings = await readStandings(
    ctx,
    ctx.sql`s.id = any(${ids}::uuid[]) and ${isRunning(ctx, today)}`,
  );
  const readers = await tx`
    select id as staff, organisation_id as school from staff
    where id = any(${due.flatMap(({ staffId }) => staffId ?? [])}::uuid[]) and active and 'schoolmedewerker' = any(roles)`;
  const schoolOf = new Map(
    schoolsSchema.parse([...readers]).map(({ staff, school }) => [staff, school] as const),
  );
  return due.map((one): Decision => {
    const school = one.staffId === null ? undefined : schoolOf.get(one.staffId);
    const standing = standings.find((each) => each.step === one.aboutId && each.school === school);
    const isLate = standing !== undefined && today > standing.until;
    const isSo =
      standing?.doneAt === null &&
      startOfDate(standing.until) === one.version &&
      isLate === (one.kind === 'plan-late');
    if (!isSo) return { decided: { id: one.id, drop: 'no-longer' } };
    const letter = plainStaffLetter({
      template: isLate ? 'plan-late' : 'plan-coming',
      values: { lastDay: wording('nl').dayOfDate(standing.until) },
      url: `${ctx.publicUrl}/school`,
    });
    return decideToSend(ctx, one, staffMessage(one, settings, letter));
  });
}
