import { dateSchema, type Modality } from '#server/slots/schema.ts';

// Checks that weekly hours and exceptions share.

/** What hours of a casemanager are checked against. */
export interface HoursGround {
  today: string;
  locations: readonly { id: string; active: boolean; modalities: readonly Modality[] }[];
  /** The modalities of this casemanager; video only with a meeting link. */
  modalities: readonly Modality[];
}

/** `00:00` to `23:59`, and `24:00` for the end of a day. */
export const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);

/** A date of this century that exists. */
export const isDate = (text: string) => text.startsWith('20') && dateSchema.safeParse(text).success;

/** Whether hours run past midnight, as a typing error of begin and end does. */
export const areOvernight = ({ from, until }: { from: string; until: string }) =>
  until < from && from >= '16:00' && until <= '08:00';
