import type { listKinds, meldingKinds } from '#db/schema/words.ts';
import type { Stand } from '#server/yearPlan/stand.ts';
import type { Standing } from '#server/yearPlan/standing.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';

type MeldingKind = (typeof meldingKinds)[number];
type ListKind = (typeof listKinds)[number];

const t = texts();
const w = wording('nl');

export const standLooks = {
  done: 'success',
  late: 'danger',
  now: 'info',
  later: 'neutral',
} as const satisfies Record<Stand, string>;

/** `ma 1 mrt`, as dates stand beside each other. */
export const sayDay = (date: string): string => w.shortDay(date);

/** When a step of a school was done and by what, or since when it is late; undefined while there is nothing to say. */
export function sayHow(
  { doneAt, doneBy, saidBy, until }: Pick<Standing, 'doneAt' | 'doneBy' | 'saidBy' | 'until'>,
  stand: Stand,
): string | undefined {
  if (doneAt !== null && doneBy !== null)
    return t(`year-plan.done-by.${doneBy}`, { day: w.dayAndMonth(doneAt), name: saidBy ?? '' });
  return stand === 'late'
    ? t('year-plan.since', { day: w.dayAndMonth(Date.parse(`${until}T12:00:00Z`)) })
    : undefined;
}

/** What counts as done by itself. */
export function sayCounts({
  melding,
  list,
}: {
  melding: MeldingKind | null;
  list: ListKind | null;
}): string[] {
  return [
    ...(melding === null ? [] : [t('year-plan.counts.melding', { kind: t(`worklist.kind.${melding}`) })]),
    ...(list === null ? [] : [t('year-plan.counts.list', { kind: t(`year-plan.list.${list}`) })]),
  ];
}

/** How many steps stand how, what is late first; those of which there are none are left out. */
export const countStands = (steps: readonly { stand: Stand }[]): { stand: Stand; count: number }[] =>
  (['late', 'now', 'done', 'later'] as const)
    .map((stand) => ({ stand, count: steps.filter((step) => step.stand === stand).length }))
    .filter(({ count }) => count > 0);
