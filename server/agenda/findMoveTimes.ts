import { teamOf } from '../accounts/team.ts';
import { readBusy } from '../availability/busy.ts';
import { withBusy } from '../availability/findSlots.ts';
import type { Modality } from '../availability/schema.ts';
import { computeSlots } from '../availability/slots.ts';
import { staffWindow } from '../availability/window.ts';
import type { Appointment } from '../booking/types.ts';
import { timesOf } from '../booking/wish.ts';
import type { Ctx } from '../context.ts';
import type { Roster } from '../roster/types.ts';
import { addDays, dateInAmsterdam, mondayOf } from '../time.ts';

interface MoveTimesQuery {
  /** The afspraak that is to move: it is not in its own way. */
  appointment: Pick<Appointment, 'start' | 'topic' | 'casemanager'>;
  /** Id of whose times are asked for. */
  casemanager: string;
  modality: Modality;
  /** Undefined for telefoon and video. */
  location: string | undefined;
  /** A date in the week asked for; left out or unusable, the first week with something free. */
  week?: string | undefined;
}

export interface MoveTimes {
  /** The Monday of the week, and of those beside it where they can be booked in. */
  monday: string;
  previous: string | null;
  next: string | null;
  /** Days with free starts (epoch ms). */
  days: { date: string; starts: number[] }[];
  /** The first week with something free, when this one has nothing; null when there is none at all. */
  firstFree: string | null;
}

/** The free times of one casemanager of the team in one week, without notice, for an afspraak that is to move. */
export async function findMoveTimes(ctx: Ctx, roster: Roster, query: MoveTimesQuery): Promise<MoveTimes> {
  const { appointment, casemanager, modality, location, week } = query;
  const now = ctx.clock.now();
  const [from, to] = [dateInAmsterdam(now), addDays(dateInAmsterdam(now), roster.settings.horizonDays)];
  const team = teamOf(ctx, roster).filter(({ id }) => id === casemanager);
  const { byCasemanager, ...rest } = await readBusy(
    ctx.sql,
    { from, to, now },
    team.map(({ id }) => id),
  );
  const busy =
    casemanager === appointment.casemanager.id ? without(byCasemanager, appointment) : byCasemanager;
  const slots = computeSlots(
    { window: staffWindow(roster, now), topic: appointment.topic, from, to, location, modality },
    withBusy({ ...roster, casemanagers: team }, { ...rest, byCasemanager: busy }),
    roster.closures,
  );
  // By phone or video the same start is there once per location.
  const starts = [...new Set(slots.map(({ start }) => start))].filter((start) => start !== appointment.start);
  const weekOf = (start: number) => mondayOf(dateInAmsterdam(start));
  const first = starts[0] === undefined ? null : weekOf(starts[0]);
  const [thisWeek, lastWeek] = [mondayOf(from), mondayOf(to)];
  const asked = week === undefined ? null : mondayOf(week);
  const monday = asked !== null && asked >= thisWeek && asked <= lastWeek ? asked : (first ?? thisWeek);
  const days = [
    ...Map.groupBy(
      starts.filter((start) => weekOf(start) === monday),
      dateInAmsterdam,
    ),
  ];
  return {
    monday,
    previous: monday > thisWeek ? addDays(monday, -7) : null,
    next: monday < lastWeek ? addDays(monday, 7) : null,
    days: days.map(([date, ofDay]) => ({ date, starts: ofDay })),
    firstFree: days.length > 0 ? null : first,
  };
}

/** What takes the time of its casemanager but the afspraak itself: no two stand at the same time. */
function without(
  byCasemanager: Awaited<ReturnType<typeof readBusy>>['byCasemanager'],
  { start, topic, casemanager }: MoveTimesQuery['appointment'],
) {
  const { occupiedFrom, occupiedUntil } = timesOf({ topic, start });
  const theirs = byCasemanager.get(casemanager.id);
  if (!theirs) return byCasemanager;
  return new Map([
    ...byCasemanager,
    [
      casemanager.id,
      {
        intervals: theirs.intervals.filter((one) => one.start !== occupiedFrom || one.end !== occupiedUntil),
        starts: theirs.starts.filter((one) => one !== start),
      },
    ] as const,
  ]);
}
