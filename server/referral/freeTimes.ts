import { readBusy } from '#server/availability/busy.ts';
import { type FindSlotsInput, findSlots, withBusy, withoutVisits } from '#server/availability/findSlots.ts';
import { bookableDates, clipToBookable, urgentWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Topic } from '#server/roster/types.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { Slot } from '#server/slots/types.ts';

type Asked = Omit<FindSlotsInput, 'casemanager'> & { urgent: boolean };

/** The free times for a referral. What cannot wait may start sooner; that is computed each time, since few ask. */
export async function freeTimes(ctx: Ctx, { urgent, ...input }: Asked): Promise<readonly Slot[]> {
  if (!urgent) return findSlots(ctx, input);
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  const dates = clipToBookable(input, roster, now);
  if (dates === null) return [];
  const ids = roster.casemanagers.map(({ id }) => id);
  const busy = await readBusy(ctx.sql, { ...dates, now }, ids);
  const window = urgentWindow(roster, now);
  const casemanagers = input.visits ? roster.casemanagers : roster.casemanagers.map(withoutVisits);
  return computeSlots({ ...input, ...dates, window }, withBusy({ casemanagers }, busy), roster.closures);
}

/** Whether anything can be booked for a topic at all. */
export async function isAnythingFree(ctx: Ctx, topic: Topic, urgent: boolean): Promise<boolean> {
  const dates = bookableDates(await ctx.roster.current(), ctx.clock.now());
  const slots = await freeTimes(ctx, { topic, ...dates, urgent });
  return slots.length > 0;
}
