import { readTeamDays } from '#server/agenda/readTeamDays.ts';
import { dateInUrlSchema } from '#server/agenda/schema.ts';
import type { Whose } from '#server/agenda/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../content/texts.ts';
import { staffPaths } from '../paths.ts';
import type { ColumnHead } from './head.ts';
import { notesOf } from './notes.ts';
import { type Calendar, calendarOf } from './view.ts';

export interface TeamPage {
  /** The reader, with the team. */
  whose: Whose;
  date: string;
  title: string;
  /** Whether it is today. */
  current: boolean;
  calendar: Calendar;
  heads: ColumnHead[];
  /** Whether what was called off is in sight. */
  cancelled: boolean;
}

/** One day of everybody in the own team, beside each other. */
export const teamStep: TakeStep<TeamPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const { searchParams } = asked.url;
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const date = dateInUrlSchema.safeParse(searchParams.get('date')).data ?? today;
  const { whose, agendas } = await readTeamDays(ctx, { from: date, to: date });
  const columns = agendas.flatMap(({ person, days }) => days.map((day) => ({ person, day })));
  const cancelled = searchParams.get('cancelled') === 'show';
  return showPage({
    whose,
    date,
    title: t('calendar.team.title', { day: wording(lang).shortDay(date) }),
    current: date === today,
    calendar: calendarOf(
      columns.map(({ person, day }) => ({ day, who: person.id })),
      { now, cancelled },
    ),
    heads: columns.map(({ person, day }, index) => {
      const who = person.id === whose.id ? undefined : person.id;
      return {
        id: `van-${person.id}`,
        title: person.firstName,
        name: `${person.firstName} ${person.lastName}`,
        href: staffPaths.day(date, who),
        who,
        open: index === 0,
        today: false,
        notes: notesOf(day, t),
      };
    }),
    cancelled,
  });
};
