import type { PeriodFigures } from '#server/figures/readFigures.ts';
import type { Roster } from '#server/roster/types.ts';
import { csvText } from '#ui/csv.ts';
import type { texts } from '../content/texts.ts';
import { wordOf } from './address.ts';
import { sayCategory } from './labels.ts';

const head = ['period', 'subject', 'breakdown', 'categories', 'count', 'before'];

/** The figures of a period as a file: exactly what its page shows. Categories that stand together are parted by ` + `. */
export function figuresCsv(
  t: ReturnType<typeof texts>,
  figures: PeriodFigures,
  { locations, topics }: Pick<Roster, 'locations' | 'topics'>,
): string {
  const known = { locations, topics, organisations: figures.organisations };
  const period = wordOf(figures.period);
  const rows = figures.subjects.flatMap(({ subject, total, breakdowns }) => [
    [period, subject, 'total', '', total.now, total.before],
    ...breakdowns.flatMap(({ breakdown, rows: groups }) =>
      groups.map(({ categories, count, before }) => {
        const names = categories.map((category) =>
          breakdown === 'week' ? category : sayCategory(t, known, { subject, breakdown }, category),
        );
        return [period, subject, breakdown, names.join(' + '), count, before];
      }),
    ),
  ]);
  const { now, before } = figures.goingOn;
  const open = figures.part === 'trajecten' ? [[period, 'traject-going-on', 'about', '', now, before]] : [];
  return csvText([head, ...open, ...rows]);
}
