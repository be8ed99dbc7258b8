import { dateInUrlSchema } from '#server/agenda/schema.ts';
import type { AgendaDay } from '#server/agenda/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../content/texts.ts';
import { staffPaths } from '../paths.ts';
import type { ColumnHead } from './head.ts';
import { notesOf } from './notes.ts';
import { overOn } from './over.ts';
import { type ReadAgenda, readAgenda } from './readAgenda.ts';
import { type Calendar, calendarOf } from './view.ts';

export interface DayPage extends Pick<ReadAgenda, 'whose' | 'who' | 'over' | 'cancelled'> {
  date: string;
  day: AgendaDay;
  title: string;
  /** The same, short. */
  heading: string;
  /** Whether it is today. */
  current: boolean;
  calendar: Calendar;
  heads: ColumnHead[];
}

/** One day of one casemanager. */
export const dayStep: TakeStep<DayPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const w = wording(lang);
  const { searchParams } = asked.url;
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const date = dateInUrlSchema.safeParse(searchParams.get('date')).data ?? today;
  const agenda = await readAgenda(ctx, { from: date, to: date }, searchParams);
  if (!agenda) return notFound;
  const { whose, who, over, colleagues, cancelled } = agenda;
  const [day] = agenda.days;
  if (!day) throw new Error(`expected a day for ${date}`);
  const words = w.dayOfDate(date);
  return showPage({
    whose,
    who,
    date,
    day,
    title: who ? t('agenda.day.of', { day: words, name: whose.firstName }) : words,
    heading: who ? t('agenda.day.of', { day: w.shortDay(date), name: whose.firstName }) : w.shortDay(date),
    current: date === today,
    calendar: calendarOf([{ day, who: whose.id, over: overOn(colleagues, date) }], { now, cancelled }),
    heads: [
      {
        id: `dag-${date}`,
        title: words,
        name: words,
        href: staffPaths.day(date, who),
        who,
        open: true,
        today: date === today,
        notes: notesOf(day, t),
      },
    ],
    over,
    cancelled,
  });
};
