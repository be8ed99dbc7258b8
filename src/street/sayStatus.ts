import type { OwnReferral, ReferralRow } from '#server/referral/types.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;
type Status = ReferralRow['status'];
type Look = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'accent';

const looks: Record<Status['status'], Look> = {
  sent: 'info',
  'handed-over': 'warning',
  taken: 'info',
  'contact-made': 'success',
  'contact-failed': 'warning',
  'invitation-pending': 'info',
  'invitation-expired': 'warning',
  appointment: 'success',
  geweest: 'success',
  'niet-verschenen': 'danger',
  excused: 'warning',
  withdrawn: 'neutral',
  closed: 'neutral',
};

/** What became of a referral: in words, and how its badge looks. */
export function sayStatus(t: T, w: Wording, status: Status): { text: string; look: Look } {
  return { text: wordsOf(t, w, status), look: looks[status.status] };
}

function wordsOf(t: T, w: Wording, status: Status): string {
  if (status.status === 'appointment')
    return t('street.status.appointment', { day: w.day(status.start), time: w.time(status.start) });
  if (status.status === 'invitation-pending')
    return t('street.status.invitation-pending', { day: w.dayAndMonth(status.until) });
  if (status.status === 'closed') return t(`street.closed.${status.why}`);
  return t(`street.status.${status.status}`);
}

/** What the status means for who reads, in a sentence. */
export function sayMeans(
  t: T,
  {
    status: { status },
    firstName: name,
    isMine,
    madeBy,
  }: Pick<OwnReferral, 'status' | 'firstName' | 'isMine' | 'madeBy'>,
): string {
  if (status === 'taken' && !isMine) return t('street.means.taken.theirs', { name: madeBy ?? '' });
  return t(`street.means.${status}`, { name });
}
