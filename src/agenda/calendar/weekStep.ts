import { isoWeekOf, mondayOfIsoWeek } from '#server/agenda/isoWeek.ts';
import { readDays } from '#server/agenda/readDays.ts';
import { readTeamDays } from '#server/agenda/readTeamDays.ts';
import type { AgendaDay, Whose } from '#server/agenda/types.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../content/texts.ts';
import { addressWith } from '../address.ts';
import { staffPaths } from '../paths.ts';
import type { ColumnHead } from './head.ts';
import { notesOf } from './notes.ts';
import { overOn, readOver } from './over.ts';
import { type Calendar, calendarOf, daysInSight } from './view.ts';

export interface WeekPage {
  whose: Whose;
  /** The colleague whose week it is; left out, one's own. */
  who: string | undefined;
  days: readonly AgendaDay[];
  /** First and last date. */
  from: string;
  to: string;
  title: string;
  /** Whether today is in it. */
  current: boolean;
  calendar: Calendar;
  heads: ColumnHead[];
  /** Ids of the colleagues who are laid over it. */
  over: readonly string[];
  /** Whether what was called off is in sight, and the weekend whatever it holds. */
  cancelled: boolean;
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
  const found = await readDays(ctx, { ...span, who: searchParams.get('who') });
  if (!found.ok) return notFound;
  const { whose, days } = found;
  const over = readOver(searchParams, whose);
  const colleagues = over.length === 0 ? [] : (await readTeamDays(ctx, { ...span, only: over })).agendas;
  const cancelled = searchParams.get('cancelled') === 'show';
  const seven = searchParams.get('days') === '7';
  const shown = daysInSight(days, seven);
  const calendar = calendarOf(
    shown.map((day) => ({ day, who: whose.id, over: overOn(colleagues, day.date) })),
    { now, cancelled },
  );
  const current = monday === mondayOf(today);
  const open = current ? today : shown.find(({ items }) => items.length > 0)?.date;
  const number = Number(isoWeekOf(monday).slice(-2));
  const who = whose.own ? undefined : whose.id;
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
