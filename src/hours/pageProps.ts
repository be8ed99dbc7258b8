import type { Timetables } from '#server/availability/readTimetables.ts';
import type { Timetable } from '#server/availability/weekly.ts';
import { shownDate } from '#server/kernel/readDate.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import { nl } from '../content/nl/index.ts';
import type { Draft } from './draft.ts';
import type { HoursProps } from './props.ts';
import { doubleOddWords, previewWeeks } from './words.ts';

export type PageProps = Pick<
  HoursProps,
  'locations' | 'modalities' | 'topics' | 'weeks' | 'doubleOdd' | 'texts'
>;

/** What the editor of one casemanager's week can choose from. */
export function pageProps({ roster, casemanager }: Timetables, today: string): PageProps {
  const weeks = previewWeeks(today, roster.settings.horizonDays);
  return {
    locations: roster.locations
      .filter(({ active }) => active)
      .map(({ id, name, modalities }) => ({ id, name, modalities })),
    modalities: [...casemanager.modalities],
    topics: roster.topics.filter(({ active }) => active).map(({ id, label }) => ({ id, label: label.nl })),
    weeks,
    doubleOdd: doubleOddWords(weeks),
    texts: nl.hours,
  };
}

/** The timetable that holds on a date. */
export const tableOn = (tables: readonly Timetable[], date: string): Timetable | undefined =>
  tables.find(({ from, until }) => from <= date && (until === null || date <= until));

/** The draft that a page begins with: the week that holds on a date, from that date to where it ends. */
export function draftOf(
  table: Timetable,
  from: string,
  { version, topics, weeks }: { version: number } & Pick<PageProps, 'topics' | 'weeks'>,
): Draft {
  // On a Friday this week says little.
  const telling = mondayOf(addDays(from, 3));
  const week = weeks.find(({ monday }) => monday === telling) ?? weeks.at(-1);
  return {
    from: shownDate(from),
    until: table.until === null ? '' : shownDate(table.until),
    parts: table.parts.map((part, key) => ({ ...part, key, modalities: [...part.modalities] })),
    topic: topics[0]?.id ?? '',
    week: week?.monday ?? telling,
    version,
  };
}
