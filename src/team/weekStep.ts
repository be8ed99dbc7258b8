import { isoWeekOf, mondayOfIsoWeek } from '#server/agenda/isoWeek.ts';
import { type Act, readActs } from '#server/agenda/readActs.ts';
import { dateInUrlSchema } from '#server/agenda/schema.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { type Movable, readMoves } from '#server/team/readMoves.ts';
import { readWeek, type TeamRow, type TeamWeek } from '#server/team/readWeek.ts';
import { countUnreached } from '#server/waitingList/countUnreached.ts';
import { readTightSpots, type TightSpot } from '#server/waitingList/readTightSpots.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { readIds } from '../appointment/comeBack.ts';
import { texts } from '../content/texts.ts';
import { readTakeBack } from './illForm.ts';

/** What is open beside the week. */
export interface OpenPerson {
  person: TeamRow;
  /** One day, or the whole week. */
  date: string | null;
  appointments: Movable[];
}

export interface WeekPage {
  title: string;
  monday: string;
  /** Whether today is in it. */
  current: boolean;
  today: string;
  week: TeamWeek;
  opened: OpenPerson | null;
  /** What was just done, of which the jongeren must still hear. */
  acts: Act[];
  /** Where too little is offered. */
  tight: TightSpot[];
  /** How many who wait did not get a message. */
  unreached: number;
}

/** The week of everybody in the team, and beside it what one of them has. */
export const weekStep: TakeStep<WeekPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { searchParams } = asked.url;
  const today = dateInAmsterdam(ctx.clock.now());
  const monday = mondayOfIsoWeek(searchParams.get('week')) ?? mondayOf(today);
  const week = await readWeek(ctx, monday);
  const person = week.rows.find(({ id }) => id === searchParams.get('who'));
  const date = dateInUrlSchema.safeParse(searchParams.get('date')).data;
  const day = date !== undefined && week.dates.includes(date) ? date : null;
  const days = { from: day ?? monday, to: day ?? addDays(monday, 6) };
  const ids = [...readIds(searchParams.get('undo')), ...(readTakeBack(searchParams.get('ill'))?.acts ?? [])];
  return showPage({
    title: texts(lang)('team.title', { number: Number(isoWeekOf(monday).slice(-2)) }),
    monday,
    current: monday === mondayOf(today),
    today,
    week,
    opened: person
      ? { person, date: day, appointments: await readMoves(ctx, { who: person.id, ...days }) }
      : null,
    acts: ids.length > 0 ? await readActs(ctx, ids) : [],
    tight: await readTightSpots(ctx),
    unreached: await countUnreached(ctx),
  });
};
