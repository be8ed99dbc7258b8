import { dateSchema, type Modality } from '#server/slots/schema.ts';

// What weekly hours and exceptions are checked for alike.

/** What hours of a casemanager are checked against. */
export interface HoursGround {
  today: string;
  locations: readonly { id: string; active: boolean; modalities: readonly Modality[] }[];
  /** The ways in which this casemanager can meet anybody; video only with a meeting link. */
  modalities: readonly Modality[];
}

/** `00:00` to `23:59`, and `24:00` for the end of a day. */
export const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);

/** A date of this century that exists. */
export const isDate = (text: string) => text.startsWith('20') && dateSchema.safeParse(text).success;

/** Whether hours run past midnight. Nobody starts in the evening and stops in the morning by a slip of the keys. */
export const areOvernight = ({ from, until }: { from: string; until: string }) =>
  until < from && from >= '16:00' && until <= '08:00';
