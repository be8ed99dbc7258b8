import { readDays } from '#server/agenda/readDays.ts';
import { dateInUrlSchema } from '#server/agenda/schema.ts';
import type { AgendaDay, Whose } from '#server/agenda/types.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';
import { texts } from '../../content/texts.ts';
import { howWords } from '../howWords.ts';
import { type ListAsked, type ListRow, readListAsked, rowsOf } from './rows.ts';

/** How many weeks a list is long. */
export const listWeeks = [1, 2, 4, 8, 12] as const;
const usualWeeks = 4;

export interface ListPage {
  whose: Whose;
  /** The colleague whose list it is; left out, one's own. */
  who: string | undefined;
  title: string;
  days: readonly AgendaDay[];
  /** First and last date. */
  from: string;
  to: string;
  weeks: number;
  /** Whether it begins today. */
  current: boolean;
  asked: ListAsked;
  /** The id of the topic that was asked for. */
  topicId: string | undefined;
  topics: { id: string; label: string }[];
  rows: ListRow[];
  /** How and how it stands, of a row, in words. */
  howText: (row: ListRow) => string;
  standingText: (row: ListRow) => string;
}

/** The afspraken of some weeks as a table: four from today, unless the address says otherwise. */
export const listStep: TakeStep<ListPage> = async (request) => {
  const { ctx, lang } = request.locals;
  const t = texts(lang);
  const { searchParams } = request.url;
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const from = dateInUrlSchema.safeParse(searchParams.get('from')).data ?? today;
  const weeks = listWeeks.find((count) => String(count) === searchParams.get('weeks')) ?? usualWeeks;
  const to = addDays(from, weeks * 7 - 1);
  const found = await readDays(ctx, { from, to, who: searchParams.get('who') });
  if (!found.ok) return notFound;
  const { whose, days } = found;
  const topics = (await ctx.roster.current()).topics.map(({ id, label }) => ({ id, label: label[lang] }));
  const topic = topics.find(({ id }) => id === searchParams.get('topic'));
  const asked = readListAsked(searchParams, topic?.label ?? null);
  const howText = (row: ListRow) => howWords(t, row);
  const standingText = ({ look }: ListRow) => t(look.text ?? 'calendar.list.booked');
  const words = {
    name: ({ name }: ListRow) => name ?? t('staff.item.wiped'),
    topic: ({ topic }: ListRow) => topic,
    how: howText,
    status: standingText,
  };
  return showPage({
    whose,
    who: whose.own ? undefined : whose.id,
    title: whose.own ? t('agenda.list.title') : t('agenda.list.of', { name: whose.firstName }),
    days,
    from,
    to,
    weeks,
    current: from === today,
    asked,
    topicId: topic?.id,
    topics,
    rows: rowsOf(days, asked, { now, say: (row, key) => words[key](row) }),
    howText,
    standingText,
  });
};
