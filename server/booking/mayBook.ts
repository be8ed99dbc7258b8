import type { bookers } from '#db/schema/words.ts';

/** Whom a topic is for. */
export type BookableBy = (typeof bookers)[number];

/** As whom somebody comes to book: by nothing, by an invitation or with who refers them, with the own casemanager, by staff. */
export type BookedAs = 'anybody' | 'invited' | 'own-casemanager' | 'staff';

const allowed = {
  everybody: ['anybody', 'invited', 'own-casemanager', 'staff'],
  invited: ['invited', 'staff'],
  'own-casemanager': ['own-casemanager', 'staff'],
  staff: ['staff'],
} as const satisfies Record<BookableBy, readonly BookedAs[]>;

/** Whether a topic may be booked by who comes like this. What staff offer somebody, in a chat too, they decided about. */
export function mayBook({ bookableBy }: { bookableBy: BookableBy }, as: BookedAs): boolean {
  const found: readonly BookedAs[] = allowed[bookableBy];
  return found.includes(as);
}
