import { dayMs } from '#server/kernel/time.ts';
import type { ReferralRow } from '#server/referral/types.ts';

/** A link that ends within so many days is said first. */
const endingDays = 3;

/** What asks something of who referred, most urgent kinds first. */
export const toDoKinds = [
  'take',
  'contact',
  'asked',
  'no-show',
  'expired',
  'ending',
  'remind',
  'excused',
] as const;
export type ToDoKind = (typeof toDoKinds)[number];

/** What a referral asks of who made it; null when it only has to wait. Instants are epoch ms. Pure. */
export function toDoOf(
  { status, isAsked, canRemind, isMine }: Pick<ReferralRow, 'status' | 'isAsked' | 'canRemind' | 'isMine'>,
  now: number,
): ToDoKind | null {
  // From a chat: somebody takes it up, and that one reaches the jongere.
  if (status.status === 'handed-over') return 'take';
  if (isMine && (status.status === 'taken' || status.status === 'contact-failed')) return 'contact';
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

const waiting: readonly ReferralRow['status']['status'][] = [
  'sent',
  'invitation-pending',
  'taken',
  'contact-made',
  'contact-failed',
];

/** In which of the filters a referral falls by what became of it. */
export function filterOf(
  row: Pick<ReferralRow, 'status' | 'isAsked' | 'canRemind' | 'isMine'>,
  now: number,
): StatusFilter {
  if (toDoOf(row, now) !== null) return 'to-do';
  const { status } = row.status;
  if (status === 'appointment') return 'appointment';
  return waiting.includes(status) ? 'waiting' : 'over';
}
