import type { Language } from '#server/kernel/languages.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Wishes } from '#server/waitingList/chooseOffers.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import { dayName } from './dayName.ts';

interface Line {
  term: string;
  value: string;
}

/** What somebody asked for, line by line. `nameOf` is the name of a location. */
export function wishLines(wishes: Wishes, lang: Language, nameOf: (location: string) => string): Line[] {
  const t = texts(lang);
  const joined = (words: readonly string[]) =>
    new Intl.ListFormat(lang, { type: 'disjunction' }).format(words);
  const orAny = (words: readonly string[]) => (words.length === 0 ? t('waitlist.any.value') : joined(words));
  const { modalities, locations, weekdays, dayParts, daysAhead, until } = wishes;
  const isPlaced = modalities.some(meetsAtLocation);
  return [
    { term: t('waitlist.ways.short'), value: joined(modalities.map((way) => t(`waitlist.way.${way}`))) },
    ...(isPlaced ? [{ term: t('waitlist.places.short'), value: orAny(locations.map(nameOf)) }] : []),
    { term: t('waitlist.days.short'), value: orAny(weekdays.map((day) => dayName(lang, day))) },
    { term: t('waitlist.parts.short'), value: orAny(dayParts.map((part) => t(`waitlist.part.${part}`))) },
    { term: t('waitlist.ahead.short'), value: t(`waitlist.ahead.${sayDays(daysAhead)}`) },
    {
      term: t('waitlist.until.short'),
      value: until === null ? t('waitlist.until.appointment') : wording(lang).dayOfDate(until),
    },
  ];
}

const sayDays = (days: number): 0 | 1 | 2 => (days <= 0 ? 0 : days === 1 ? 1 : 2);
