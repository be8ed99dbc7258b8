import type { bookers } from '#db/schema/words.ts';
import { isHomeVisit } from '#server/slots/rules.ts';
import type { Modality } from '#server/slots/schema.ts';

/** Whom a topic is for. */
export type BookableBy = (typeof bookers)[number];

/** As whom somebody comes to book: by nothing, by an invitation, beside who refers them, with the own casemanager, by staff. */
export type BookedAs = 'anybody' | 'invited' | 'together' | 'own-casemanager' | 'staff';

const allowed = {
  everybody: ['anybody', 'invited', 'together', 'own-casemanager', 'staff'],
  invited: ['invited', 'together', 'staff'],
  'own-casemanager': ['own-casemanager', 'staff'],
  staff: ['staff'],
} as const satisfies Record<BookableBy, readonly BookedAs[]>;

/** Whether a topic may be booked by who comes like this. What staff offer somebody, in a chat too, they decided about. */
export function mayBook({ bookableBy }: { bookableBy: BookableBy }, as: BookedAs): boolean {
  const found: readonly BookedAs[] = allowed[bookableBy];
  return found.includes(as);
}

/**
 * Whether somebody who comes like this may book this way to meet. A casemanager goes to the home of whom they know, or whom
 * somebody of staff sat beside: never of a stranger who filled in a form.
 */
export function mayMeet(modality: Modality, as: BookedAs): boolean {
  return !isHomeVisit(modality) || as === 'together' || as === 'own-casemanager' || as === 'staff';
}
