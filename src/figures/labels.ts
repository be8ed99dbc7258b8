import { destinations, languages } from '#db/schema/words.ts';
import {
  answerOrder,
  type Breakdown,
  becameOrder,
  bookingSteps,
  channelOrder,
  courseOrder,
  kindOrder,
  lengthOrder,
  noneOfThem,
  outcomeOrder,
  ratingOrder,
  type Subject,
  talksOrder,
  termOrder,
  trajectSubjects,
  verdictOrder,
  waitingOrder,
} from '#server/figures/categories.ts';
import { addMonths, type Period } from '#server/figures/periods.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import { wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;
/** Whether a subject is of trajecten: these say on the page what they count. */
export const isTraject = (subject: Subject): subject is (typeof trajectSubjects)[number] =>
  trajectSubjects.some((one) => one === subject);

/** `ongeveer 240` */
export const sayGoingOn = (t: T, count: number | null): string =>
  count === null ? t('figures.unknown') : t('figures.about', { count: sayCount(count) });

type Known = Pick<Roster, 'locations' | 'topics'> & {
  organisations: readonly { id: string; name: string }[];
};

const { month, dayNumber } = wording('nl');

/** `oktober 2026`, `Schooljaar 2025-2026`, or `augustus 2026 tot en met oktober 2026`. */
export function sayPeriod(t: T, period: Period): string {
  if (period.kind === 'month') return month(period.month);
  return period.kind === 'year'
    ? t('figures.period.year', { from: period.year, until: period.year + 1 })
    : t('figures.period.months', { first: month(period.first), last: month(period.last) });
}

/** `oktober` */
export const sayMonth = (of: string): string => month(of).replace(/ \d+$/, '');

const shortMonth = new Intl.DateTimeFormat('nl-NL', { month: 'short', timeZone: 'UTC' });

/** `okt` */
export const sayShortMonth = (of: string): string => shortMonth.format(Date.parse(of));

/** `aug–okt 2026`, by its last month. */
export const sayQuarter = (last: string): string =>
  `${sayShortMonth(addMonths(last, -2))}–${sayShortMonth(last)} ${last.slice(0, 4)}`;

/** The last day of a part of a week within its month. */
function endOf(first: string): string {
  const sunday = addDays(mondayOf(first), 6);
  const end = addDays(addMonths(`${first.slice(0, 7)}-01`, 1), -1);
  if (sunday < end) return sunday;
  return end;
}

/** The days of parts of weeks that follow each other: `5–11`. */
export function sayDays(weeks: readonly string[]): string {
  const [first = ''] = weeks;
  const last = endOf(weeks.at(-1) ?? first);
  return first === last ? dayNumber(first) : `${dayNumber(first)}–${dayNumber(last)}`;
}

const wordIn = <const Words extends readonly string[]>(
  words: Words,
  category: string,
): Words[number] | undefined => words.find((word) => word === category);

/** A category in words. What the gemeente removed has only its id left. */
export function sayCategory(
  t: T,
  known: Known,
  of: { subject: Subject; breakdown: Breakdown },
  category: string,
): string {
  const named = (things: readonly { id: string; name: string }[]) =>
    things.find(({ id }) => id === category)?.name ?? category;
  switch (of.breakdown) {
    case 'week':
      return `${sayDays([category])} ${sayMonth(category)}`;
    case 'location':
      return named(known.locations);
    case 'topic':
      return category === noneOfThem
        ? t('figures.topic.none')
        : (known.topics.find(({ id }) => id === category)?.label.nl ?? category);
    case 'organisation':
      return category === noneOfThem ? t('figures.organisation.none') : named(known.organisations);
    case 'channel': {
      const word = wordIn(channelOrder, category);
      return word ? t(`figures.channel.${word}`) : category;
    }
    case 'outcome': {
      const word = wordIn(outcomeOrder, category);
      return word ? t(`figures.outcome.${word}`) : category;
    }
    case 'became': {
      const word = wordIn(becameOrder, category);
      return word ? t(`figures.became.${word}`) : category;
    }
    case 'waiting': {
      const word = wordIn(waitingOrder, category);
      return word ? t(`figures.waiting.${word}`) : category;
    }
    case 'rating': {
      const word = wordIn(ratingOrder, category);
      return word ? t(`figures.rating.${word}`) : category;
    }
    case 'answer': {
      const word = wordIn(answerOrder, category);
      return word ? t(`figures.answer.${word}`) : category;
    }
    case 'step': {
      const word = wordIn(bookingSteps, category);
      return word ? t(`figures.booking.${word}`) : category;
    }
    case 'verdict': {
      const word = wordIn(verdictOrder, category);
      return word ? t(`figures.verdict.${word}`) : category;
    }
    case 'language': {
      const word = wordIn(languages, category);
      return word ? t(`figures.language.${word}`) : category;
    }
    case 'course': {
      const word = wordIn(courseOrder, category);
      return word ? t(`figures.course.${word}`) : category;
    }
    case 'term': {
      const word = wordIn(termOrder, category);
      return word ? t(`figures.term.${word}`) : category;
    }
    case 'talks': {
      const word = wordIn(talksOrder, category);
      return word ? t(`figures.talks.${word}`) : category;
    }
    case 'length': {
      const word = wordIn(lengthOrder, category);
      return word ? t(`figures.length.${word}`) : category;
    }
    case 'destination': {
      const word = wordIn(destinations, category);
      return word ? t(`traject.destination.${word}`) : category;
    }
    case 'kind': {
      const word = wordIn(kindOrder, category);
      return word ? t(`traject.melding.${word}`) : t('figures.kind.none');
    }
    case 'school':
      return category === noneOfThem ? t('figures.school.none') : named(known.organisations);
    case 'gemeente':
      return category === noneOfThem ? t('figures.gemeente.none') : named(known.organisations);
  }
}

/** A group in words: of several categories that they stand together. Weeks that follow each other are one stretch of days. */
export function sayGroup(
  t: T,
  known: Known,
  of: { subject: Subject; breakdown: Breakdown },
  categories: readonly string[],
): string {
  const [begin = ''] = categories;
  if (of.breakdown === 'week') return `${sayDays(categories)} ${sayMonth(begin)}`;
  const names = categories.map((category) => sayCategory(t, known, of, category));
  const [first = ''] = names;
  return names.length === 1 ? first : t('figures.together', { names: names.join(', ') });
}

// Made once: a formatter costs more than all that it says on a page.
const counts = new Intl.NumberFormat('nl-NL');
const shares = new Intl.NumberFormat('nl-NL', { style: 'percent', maximumFractionDigits: 1 });

/** `1.234` */
export const sayCount = (count: number): string => counts.format(count);

/** `8,4%` */
export const sayShare = (share: number): string => shares.format(share);
