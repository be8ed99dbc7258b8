import { isoWeekOf, mondayOfIsoWeek } from '#server/agenda/isoWeek.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../content/texts.ts';
import { addressWith } from '../address.ts';
import { staffPaths } from '../paths.ts';
import type { ColumnHead } from './head.ts';
import { notesOf } from './notes.ts';
import { overOn } from './over.ts';
import { type ReadAgenda, readAgenda } from './readAgenda.ts';
import { type Calendar, calendarOf, daysInSight } from './view.ts';

export interface WeekPage extends Pick<ReadAgenda, 'whose' | 'who' | 'days' | 'over' | 'cancelled'> {
  /** First and last date. */
  from: string;
  to: string;
  title: string;
  /** Whether today is in it. */
  current: boolean;
  calendar: Calendar;
  heads: ColumnHead[];
  /** Whether the weekend is in sight, whatever it holds. */
  seven: boolean;
}

/** A week of one casemanager: the working days, and a day of the weekend that holds something. */
export const weekStep: TakeStep<WeekPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const w = wording(lang);
  const { searchParams } = asked.url;
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const monday = mondayOfIsoWeek(searchParams.get('week')) ?? mondayOf(today);
  const span = { from: monday, to: addDays(monday, 6) };
  const agenda = await readAgenda(ctx, span, searchParams);
  if (!agenda) return notFound;
  const { whose, who, days, over, colleagues, cancelled } = agenda;
  const seven = searchParams.get('days') === '7';
  const shown = daysInSight(days, seven);
  const calendar = calendarOf(
    shown.map((day) => ({ day, who: whose.id, over: overOn(colleagues, day.date) })),
    { now, cancelled },
  );
  const current = monday === mondayOf(today);
  const open = current ? today : shown.find(({ items }) => items.length > 0)?.date;
  const number = Number(isoWeekOf(monday).slice(-2));
  return showPage({
    whose,
    who,
    days,
    from: monday,
    to: span.to,
    title: who ? t('agenda.week.of', { number, name: whose.firstName }) : t('staff.week.title', { number }),
    current,
    calendar,
    heads: shown.map((day) => ({
      id: `dag-${day.date}`,
      title: w.shortDay(day.date),
      name: w.dayOfDate(day.date),
      href: staffPaths.day(day.date, who),
      who,
      open: day.date === open,
      today: day.date === today,
      notes: notesOf(day, t),
    })),
    over,
    cancelled,
    seven,
  });
};

/** The same week page of another date. */
export const weekWith = (url: URL, date: string | null) =>
  addressWith(url, { week: date && isoWeekOf(date) });
