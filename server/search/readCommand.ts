import { isoWeekOf, mondayOfIsoWeek } from '#server/agenda/isoWeek.ts';
import type { AbsenceReason } from '#server/availability/exceptionDraft.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import type { Modality } from '#server/slots/schema.ts';
import { readDays, readPart, readSpans, type Span } from './readSpan.ts';

/** What can be done with one afspraak. */
export const careActs = [
  'move',
  'came',
  'stayed-away',
  'cancel',
  'hand-over',
  'follow-up',
  'note',
  'call',
] as const;
export type CareAct = (typeof careActs)[number];

/** Ways to meet that are asked for by their name; to call and to be called is another wish. */
type BookedWay = Extract<Modality, 'huisbezoek' | 'wandelen'>;

/** What somebody wants who types it. Nothing is done by it: it leads to where that is done. Dates are of Amsterdam. */
export type Command =
  /** Being away. */
  | ({ kind: 'absence'; reason: AbsenceReason } & Span)
  /** A new afspraak, for somebody of whom a name was typed; `modality` where it was said. */
  | { kind: 'book'; name: string; date: string | null; time: string | null; modality: BookedWay | null }
  /** Something with the afspraak of who is searched for; the text is empty where nobody was named. */
  | { kind: 'care'; act: CareAct; text: string }
  | { kind: 'day'; date: string }
  /** `week` is as in `2026-W49`. */
  | { kind: 'week'; week: string };

/** Longer than anything that is a command. */
const longest = 100;

const absences: readonly [RegExp, AbsenceReason][] = [
  [/^(?:ziekte|ziek melden|ziek|ik ben ziek)\b/, 'ziek'],
  [/^(?:vrije dag|vrij|verlof|vakantie)\b/, 'verlof'],
  [/^(?:training|cursus)\b/, 'training'],
];

const care: readonly [string, CareAct][] = [
  ['verzetten|verzet|verplaatsen|verplaats', 'move'],
  ['niet gekomen|niet verschenen|kwam niet|no-?show|niet geweest', 'stayed-away'],
  ['geweest|is er geweest|was er', 'came'],
  ['afzeggen|zeg af|afgezegd|annuleren|annuleer', 'cancel'],
  ['overdragen|draag over', 'hand-over'],
  ['vervolgafspraak|plan vervolg|vervolg', 'follow-up'],
  ['notitie|noteren|noteer', 'note'],
  ['bellen|bel', 'call'],
];
const careFirst = care.map(
  ([words, act]) => [new RegExp(`^(?:${words})(?: met| voor)?(?: (.*))?$`), act] as const,
);
const careLast = care.map(([words, act]) => [new RegExp(`^(.+) (?:${words})$`), act] as const);

const newWords = 'nieuwe afspraak|afspraak maken|maak (?:een )?afspraak|nieuw|boeken|boek|plannen|plan';
const wayWords: readonly [string, BookedWay | null][] = [
  ['(?:nieuw |(?:plan|boek) (?:een )?)?huisbezoek', 'huisbezoek'],
  ['(?:nieuwe |(?:plan|boek) (?:een )?)?(?:wandeling|wandelen)', 'wandelen'],
  [newWords, null],
];
const bookings = wayWords.map(
  ([words, modality]) => [new RegExp(`^(?:${words})(?: voor| met| bij)?(?: (.*))?$`), modality] as const,
);

/**
 * All that a text can mean as a command, the most likely first; nothing when it is none. Pure, and for any text.
 * `today` is the date in Amsterdam.
 */
export function readCommand(typed: string, today: string): Command[] {
  if (typed.length > longest) return [];
  const asTyped = typed.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  const text = asTyped.toLowerCase();
  if (text === '') return [];
  return [
    ...asAbsence(text, today),
    ...asBooking(asTyped, text, today),
    ...asCare(text),
    ...asWeek(text, today),
    ...asDay(text, today),
  ];
}

function asAbsence(text: string, today: string): Command[] {
  for (const [words, reason] of absences) {
    const [said] = words.exec(text) ?? [];
    if (said === undefined) continue;
    const rest = text.slice(said.length).trim();
    return readSpans(rest, today).map((span) => ({ kind: 'absence', reason, ...span }));
  }
  return [];
}

function asBooking(asTyped: string, text: string, today: string): Command[] {
  for (const [said, modality] of bookings) {
    const found = said.exec(text);
    if (found)
      return [
        {
          kind: 'book',
          ...whomAndWhen(asTyped.slice(text.length - (found[1]?.length ?? 0)), today),
          modality,
        },
      ];
  }
  return [];
}

/** `Noa morgen 10:00` */
function whomAndWhen(rest: string, today: string) {
  const words = rest.split(' ').filter((word) => word !== '');
  // The longest end that is a day, with a time or without one, is when; what stands before it is whom.
  for (let at = 0; at < words.length; at++) {
    const when = readWhen(words.slice(at).join(' '), today);
    if (when) return { name: words.slice(0, at).join(' '), ...when };
  }
  return { name: words.join(' '), date: null, time: null };
}

function readWhen(typed: string, today: string): { date: string; time: string | null } | null {
  const text = typed.toLowerCase();
  const [date] = readDays(text, today);
  if (date !== undefined) return { date, time: null };
  const [part] = readPart(text, today);
  return part?.from ? { date: part.dateFrom, time: part.from } : null;
}

function asCare(text: string): Command[] {
  for (const [words, act] of careFirst) {
    const found = words.exec(text);
    if (found) return [{ kind: 'care', act, text: found[1] ?? '' }];
  }
  for (const [words, act] of careLast) {
    const [, name] = words.exec(text) ?? [];
    if (name !== undefined) return [{ kind: 'care', act, text: name }];
  }
  return [];
}

const weeksAway: Readonly<Record<string, number>> = {
  week: 0,
  'deze week': 0,
  'volgende week': 7,
  'vorige week': -7,
};

/** `week 49`, `wk 2`, `week 1 2027`, `volgende week`. Without a year it is the one nearest to today. */
function asWeek(text: string, today: string): Command[] {
  const away = Object.hasOwn(weeksAway, text) ? weeksAway[text] : undefined;
  if (away !== undefined) return [{ kind: 'week', week: isoWeekOf(addDays(today, away)) }];
  const [, number, year] = /^(?:week|wk|w) ?(\d{1,2})(?: (?:van )?(20\d\d))?$/.exec(text) ?? [];
  if (number === undefined) return [];
  const thisYear = Number(isoWeekOf(today).slice(0, 4));
  const years = year === undefined ? [thisYear - 1, thisYear, thisYear + 1] : [year];
  const distance = (monday: string) => Math.abs(Date.parse(monday) - Date.parse(mondayOf(today)));
  const [nearest] = years
    .flatMap((one) => mondayOfIsoWeek(`${one}-W${number.padStart(2, '0')}`) ?? [])
    .toSorted((a, b) => distance(a) - distance(b));
  return nearest === undefined ? [] : [{ kind: 'week', week: isoWeekOf(nearest) }];
}

/** A date to look at may lie behind; two letters alone are the begin of a name, and a whole week is one. */
function asDay(text: string, today: string): Command[] {
  if (/^\p{L}{2}$/u.test(text) || Object.hasOwn(weeksAway, text)) return [];
  const date = readDate(text, today);
  return date === null ? [] : [{ kind: 'day', date }];
}
