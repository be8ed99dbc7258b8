import type { DateError } from '#server/startkwalificatie/date.ts';
import type { Leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import type { IslandTexts, Sayer } from '#ui/sayer.ts';
import type check from '../content/nl/check.json';
import type { Counted } from './counted.ts';

/** The key of a text of the check. */
export type CheckText = keyof typeof check;

/** What the check says that other pages say too. */
export type SharedText = 'required' | 'summary' | 'mark' | 'prefix' | 'site' | DateError;

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
  texts: IslandTexts;
  /** Address of each door, in the language of the page. */
  doors: Readonly<Record<Door, string>>;
  /** The address of the check itself. */
  base: string;
  /** What is counted of this round, the step that is shown included. */
  counted: Counted;
}

/** The words for a reason of the rules, by law and article; a test holds that each is there. */
export type ReasonText = `check.reason.${string}`;

export type Say = Sayer<CheckText | SharedText | ReasonText>;
