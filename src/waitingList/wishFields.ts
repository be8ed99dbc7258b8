import { waitingModalities } from '#db/schema/words.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Wishes } from '#server/waitingList/chooseOffers.ts';
import { waitWeeks } from '#server/waitingList/schema.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { mannersOf } from '../booking/manner.ts';
import type { MannerWords } from '../booking/paths.ts';

/** What the fields of a wish hold. */
export interface WishFields {
  modalities: readonly string[];
  locations: readonly string[];
  weekdays: readonly string[];
  dayParts: readonly string[];
  daysAhead: string | undefined;
  /** For who has no afspraak. */
  weeks: string | undefined;
}

/** The names of the fields, from top to bottom. */
export const wishNames = ['modalities', 'locations', 'weekdays', 'dayParts', 'daysAhead', 'weeks'] as const;

/** The ticked values of a field: none, one, or several. */
function ticked(values: FormValues, name: string): string[] {
  const value = values[name];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}

/** What was sent, for the schema of the verb. */
export const sentWishes = (values: FormValues) => ({
  modalities: ticked(values, 'modalities'),
  locations: ticked(values, 'locations'),
  weekdays: ticked(values, 'weekdays'),
  dayParts: ticked(values, 'dayParts'),
  daysAhead: values.daysAhead,
});

/** What was typed, to show again. */
export const typedWishes = (values: FormValues): WishFields => ({
  modalities: ticked(values, 'modalities'),
  locations: ticked(values, 'locations'),
  weekdays: ticked(values, 'weekdays'),
  dayParts: ticked(values, 'dayParts'),
  daysAhead: typed(values, 'daysAhead'),
  weeks: typed(values, 'weeks'),
});

/** What somebody begins with who comes from choosing this way and place. */
export const firstWishes = ({ modality, location }: MannerWords): WishFields => ({
  modalities: [modality],
  locations: location === undefined ? [] : [location],
  weekdays: [],
  dayParts: [],
  daysAhead: '0',
  weeks: String(waitWeeks[1]),
});

/** What is kept of somebody who waits. */
export const keptWishes = ({ weekdays, daysAhead, ...rest }: Wishes): WishFields => ({
  ...rest,
  weekdays: weekdays.map(String),
  daysAhead: String(daysAhead),
  weeks: undefined,
});

/** What can be chosen among: ways and places that somebody offers, and the weekdays on which anybody works. */
export interface WishChoices {
  modalities: readonly (typeof waitingModalities)[number][];
  locations: readonly { id: string; name: string; neighbourhood: string }[];
  weekdays: readonly number[];
}

export function wishChoices(roster: Roster): WishChoices {
  const manners = mannersOf(roster, 'anybody');
  const works = new Set(roster.casemanagers.flatMap(({ rules }) => rules.map(({ weekday }) => weekday)));
  const locations = new Map(manners.flatMap(({ location }) => (location ? [[location.id, location]] : [])));
  return {
    modalities: waitingModalities.filter((way) => manners.some(({ modality }) => modality === way)),
    locations: [...locations.values()],
    weekdays: [1, 2, 3, 4, 5, 6, 7].filter((weekday) => weekday < 6 || works.has(weekday)),
  };
}
