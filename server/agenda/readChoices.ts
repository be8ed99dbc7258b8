import { may } from '#server/access/may.ts';
import { staffWindow } from '#server/availability/window.ts';
import { findCandidates } from '#server/booking/candidates.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findMoveTimes } from './findMoveTimes.ts';
import { followUpTime } from './followUpTime.ts';
import { freeColleagues } from './freeColleagues.ts';
import { canStill } from './rules.ts';
import { followUpWeeks } from './schema.ts';
import { slotRequestOf } from './slotRequestOf.ts';
import type { AgendaDetails } from './types.ts';
import type { Colleague } from './whoCanTake.ts';

const mostTimes = 6;

export interface Choices {
  /** The first free starts (epoch ms) to move to, with the same casemanager, place and manner. */
  times: number[];
  /** The same time some weeks later (epoch ms), and whether it is free now. */
  followUps: { weeks: (typeof followUpWeeks)[number]; start: number; free: boolean }[];
  /** Who of the team could take it over now. */
  colleagues: Colleague[];
}

/** What can be chosen for an afspraak without leaving it. A first look: the verbs decide. */
export async function readChoices(ctx: Ctx, appointment: AgendaDetails): Promise<Choices> {
  may(ctx, 'appointment.read');
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  const { id, start, casemanager, casemanagerLeft } = appointment;
  const request = slotRequestOf(appointment, roster.settings.travelMinutes);
  const { modality, location } = request;
  const times = async () => {
    if (casemanagerLeft || !canStill('move', appointment, now)) return [];
    const found = await findMoveTimes(ctx, roster, {
      appointment,
      casemanager: casemanager.id,
      modality,
      location,
    });
    return found.days.flatMap(({ starts }) => starts).slice(0, mostTimes);
  };
  const followUps = async () => {
    if (casemanagerLeft || !canStill('follow-up', appointment, now)) return [];
    const proposed = followUpWeeks.map((weeks) => ({ weeks, start: followUpTime(start, weeks, now) }));
    const window = staffWindow(roster, now);
    return Promise.all(
      proposed.map(async (one) => {
        const query = { request: { ...request, start: one.start }, only: casemanager.id, window };
        const { candidates } = await findCandidates(ctx, roster, query);
        return { ...one, free: candidates.length > 0 };
      }),
    );
  };
  const colleagues = async () => {
    if (!canStill('hand-over', appointment, now)) return [];
    return (await freeColleagues(ctx, roster, [appointment])).get(id) ?? [];
  };
  const [timesFound, followUpsFound, colleaguesFound] = await Promise.all([
    times(),
    followUps(),
    colleagues(),
  ]);
  return { times: timesFound, followUps: followUpsFound, colleagues: colleaguesFound };
}
