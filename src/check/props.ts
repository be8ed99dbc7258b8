import type { DateError } from '#server/startkwalificatie/date.ts';
import type { Leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import type check from '../content/nl/check.json';

/** The key of a text of the check. */
export type CheckText = keyof typeof check;

/** What the check says that other pages say too. */
export type SharedText = 'required' | 'summary' | 'mark' | 'prefix' | 'site' | DateError;

/** All texts of the check in one language, by key. */
export type CheckTexts = Readonly<Record<string, string>>;

/** Where an outcome can lead. */
export type Door =
  | 'school-topic'
  | 'work-topic'
  | 'appointment'
  | 'call'
  | 'older'
  | 'absent'
  | 'meaning'
  | 'parents'
  | 'contact'
  | 'chat';

/** What the page tells the check. All of it plain, so that it can travel to the browser. */
export interface CheckProps {
  /** What was posted, as far as it was text; nothing at the start. Only ever in an answer that nobody keeps. */
  values: Readonly<Record<string, string>>;
  /** ISO date: today in Amsterdam. */
  peildatum: string;
  grenzen: readonly Leeftijdsgrenzen[];
  texts: CheckTexts;
  /** Address of each door, in the language of the page. */
  doors: Readonly<Record<Door, string>>;
  /** The address of the check itself. */
  base: string;
}

/** The words for a reason of the rules, by law and article; a test holds that each is there. */
export type ReasonText = `check.reason.${string}`;

export type Say = (
  key: CheckText | SharedText | ReasonText,
  params?: Readonly<Record<string, string | number>>,
) => string;

/** Says the texts, with values where a text leaves room for them. */
export const sayer =
  (texts: CheckTexts): Say =>
  (key, params = {}) =>
    (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (room, name: string) => String(params[name] ?? room));
