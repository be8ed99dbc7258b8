import { readDays } from '#server/agenda/readDays.ts';
import { readTeamDays } from '#server/agenda/readTeamDays.ts';
import { dateInUrlSchema } from '#server/agenda/schema.ts';
import type { AgendaDay, Whose } from '#server/agenda/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../content/texts.ts';
import { staffPaths } from '../paths.ts';
import type { ColumnHead } from './head.ts';
import { notesOf } from './notes.ts';
import { overOn, readOver } from './over.ts';
import { type Calendar, calendarOf } from './view.ts';

export interface DayPage {
  whose: Whose;
  /** The colleague whose day it is; left out, one's own. */
  who: string | undefined;
  date: string;
  day: AgendaDay;
  title: string;
  /** The same, short. */
  heading: string;
  /** Whether it is today. */
  current: boolean;
  calendar: Calendar;
  heads: ColumnHead[];
  /** Ids of the colleagues who are laid over it. */
  over: readonly string[];
  /** Whether what was called off is in sight. */
  cancelled: boolean;
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
  const span = { from: date, to: date };
  const found = await readDays(ctx, { ...span, who: searchParams.get('who') });
  if (!found.ok) return notFound;
  const { whose, days } = found;
  const [day] = days;
  if (!day) throw new Error(`expected a day for ${date}`);
  const over = readOver(searchParams, whose);
  const colleagues = over.length === 0 ? [] : (await readTeamDays(ctx, { ...span, only: over })).agendas;
  const cancelled = searchParams.get('cancelled') === 'show';
  const who = whose.own ? undefined : whose.id;
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
