import { dayMs } from '#server/kernel/time.ts';
import type { ReferralRow } from '#server/referral/types.ts';

/** A link that ends within so many days is said first. */
const endingDays = 3;

/** What asks something of who referred, most urgent kinds first. */
export const toDoKinds = ['asked', 'no-show', 'expired', 'ending', 'remind', 'excused'] as const;
export type ToDoKind = (typeof toDoKinds)[number];

/** What a referral asks of who made it; null when it only has to wait. Instants are epoch ms. Pure. */
export function toDoOf(
  { status, isAsked, canRemind }: Pick<ReferralRow, 'status' | 'isAsked' | 'canRemind'>,
  now: number,
): ToDoKind | null {
  if (isAsked) return 'asked';
  if (status.status === 'niet-verschenen') return 'no-show';
  if (status.status === 'invitation-expired') return 'expired';
  if (status.status === 'invitation-pending' && status.until - now <= endingDays * dayMs) return 'ending';
  if (canRemind) return 'remind';
  return status.status === 'excused' ? 'excused' : null;
}

/** The filters of the list: what needs something, what waits, what has an afspraak, what is over. */
export const statusFilters = ['to-do', 'waiting', 'appointment', 'over'] as const;
export type StatusFilter = (typeof statusFilters)[number];

/** In which of the filters a referral falls by what became of it. */
export function filterOf(
  row: Pick<ReferralRow, 'status' | 'isAsked' | 'canRemind'>,
  now: number,
): StatusFilter {
  if (toDoOf(row, now) !== null) return 'to-do';
  const { status } = row.status;
  if (status === 'appointment') return 'appointment';
  return status === 'sent' || status === 'invitation-pending' ? 'waiting' : 'over';
}
