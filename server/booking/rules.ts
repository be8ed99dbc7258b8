import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Modality } from '#server/slots/schema.ts';

// What a jongere may still do with their afspraak. Pure: the verbs and the pages ask the same, so that a page offers
// what its verb does.

/** The fields of an afspraak on which these rules depend. Instants are epoch ms. */
export interface Standing {
  status: 'booked' | 'cancelled';
  start: number;
  end: number;
}

/** Whether it may be moved or cancelled: until it begins. */
export const canChange = ({ status, start }: Pick<Standing, 'status' | 'start'>, now: number): boolean =>
  status === 'booked' && now < start;

/** Whether it is over: it was booked, and its end has passed. */
export const isOver = ({ status, end }: Pick<Standing, 'status' | 'end'>, now: number): boolean =>
  status === 'booked' && end <= now;

/** So long before the start (ms) somebody can say that they are there. */
const hereBeforeMs = 30 * 60_000;

/** Whether somebody can say that they are there: at a location, also to walk from there, from a while before the start until the end. */
export const canSayHere = (
  { status, modality, start, end }: Standing & { modality: Modality },
  now: number,
): boolean => status === 'booked' && meetsAtLocation(modality) && start - hereBeforeMs <= now && now < end;

/** Whether its personal data may be wiped: once it is cancelled or over. */
export const canWipe = (standing: Pick<Standing, 'status' | 'end'>, now: number): boolean =>
  standing.status === 'cancelled' || isOver(standing, now);

/** Whether the jongere can still do what they were asked: choose another time, before this one begins. */
export const isChoosing = (
  { chooseAgainAt, start }: { chooseAgainAt: number | null; start: number },
  now: number,
): boolean => chooseAgainAt !== null && now < start;
