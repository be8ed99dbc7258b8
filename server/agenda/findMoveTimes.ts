import { may } from '#server/access/may.ts';
import { staffStarts } from '#server/availability/staffStarts.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Appointment } from '#server/booking/types.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';

interface MoveTimesQuery {
  /** The afspraak that is to be moved; it does not block itself. */
  appointment: Pick<Appointment, 'id' | 'start' | 'topic'>;
  /** Id of the casemanager whose times are asked for. */
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
  may(ctx, 'appointment.move');
  const { appointment, casemanager, modality, location, week } = query;
  const from = dateInAmsterdam(ctx.clock.now());
  const to = addDays(from, roster.settings.horizonDays);
  const { id, topic, start: now } = appointment;
  const free = await staffStarts(ctx, roster, {
    topic,
    modality,
    location,
    casemanager,
    from,
    to,
    except: id,
  });
  const starts = free.filter((start) => start !== now);
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
