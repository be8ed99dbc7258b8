import type { contactResults, outcomes, referralCloseReasons } from '#db/schema/words.ts';

// What became of a referral, and what may still be done with it. Pure: verbs and pages ask the same. Instants are epoch ms.

type One<Words extends readonly string[]> = Words[number];

/** How much messages say where others filled in for a jongere and nobody asked who reads them: that there is an afspraak, and when. */
export const messagesUnsaid = 'only-appointment';

/** What of a referral decides. */
export interface ReferralFacts {
  createdAt: number;
  withdrawnAt: number | null;
  /** Since when the jongere no longer lets the organisation see what became of it. */
  sharingEndedAt: number | null;
  closedAt: number | null;
  closeReason: One<typeof referralCloseReasons> | null;
  /** Of a chat, while its organisation refers: whether somebody took it up, and reached the jongere. Null for others. */
  handedOver: { isTaken: boolean; contact: One<typeof contactResults> | null } | null;
}

/** The last invitation that was made. */
export interface InvitationFacts {
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  endedAt: number | null;
  remindedAt: number | null;
}

/** An afspraak that came of it. */
export interface AppointmentFacts {
  status: 'booked' | 'cancelled';
  outcome: One<typeof outcomes> | null;
  start: number;
  bookedAt: number;
}

export type ReferralStatus =
  | { status: 'sent' | 'invitation-expired' | 'geweest' | 'niet-verschenen' | 'excused' | 'withdrawn' }
  /** From a chat: nobody took it up yet, somebody did, and whether they reached the jongere. */
  | { status: 'handed-over' | 'taken' | 'contact-made' | 'contact-failed' }
  | { status: 'invitation-pending'; until: number }
  /** It stands, to come or without an outcome yet. */
  | { status: 'appointment'; start: number }
  | { status: 'closed'; why: One<typeof referralCloseReasons> | 'sharing-ended' };

/** All that a referral can be. */
export const referralStatuses = [
  'sent',
  'handed-over',
  'taken',
  'contact-made',
  'contact-failed',
  'invitation-pending',
  'invitation-expired',
  'appointment',
  'geweest',
  'niet-verschenen',
  'excused',
  'withdrawn',
  'closed',
] satisfies readonly ReferralStatus['status'][];

const day = 24 * 3_600_000;
/** From the third day on somebody may be reminded, while there are two days left to book. */
export const remindAfterMs = 3 * day;
export const remindLeftMs = 2 * day;

/** What became of a referral. It is derived each time, and never stored. */
export function referralStatus(
  referral: ReferralFacts,
  invitation: InvitationFacts | null,
  appointments: readonly AppointmentFacts[],
  now: number,
): ReferralStatus {
  if (referral.withdrawnAt !== null) return { status: 'withdrawn' };
  if (referral.sharingEndedAt !== null) return { status: 'closed', why: 'sharing-ended' };
  if (referral.closedAt !== null) return { status: 'closed', why: referral.closeReason ?? 'helped' };
  const last = appointments.reduce<AppointmentFacts | null>(
    (latest, one) => (latest === null || one.bookedAt >= latest.bookedAt ? one : latest),
    null,
  );
  // A link that was made after the last afspraak is the next try; one that was ended leads nowhere.
  const isOpen = invitation !== null && invitation.usedAt === null && invitation.endedAt === null;
  if (isOpen && (last === null || invitation.createdAt >= last.bookedAt))
    return now < invitation.expiresAt
      ? { status: 'invitation-pending', until: invitation.expiresAt }
      : { status: 'invitation-expired' };
  return last === null ? statusWithout(referral) : statusOf(last);
}

/** Of one without a link or an afspraak. */
function statusWithout({ handedOver }: ReferralFacts): ReferralStatus {
  if (handedOver === null) return { status: 'sent' };
  const { isTaken, contact } = handedOver;
  if (contact !== null) return { status: contact === 'made' ? 'contact-made' : 'contact-failed' };
  return { status: isTaken ? 'taken' : 'handed-over' };
}

function statusOf({ status, outcome, start }: AppointmentFacts): ReferralStatus {
  if (outcome === 'geweest' || outcome === 'niet-verschenen') return { status: outcome };
  if (status === 'cancelled' || outcome !== null) return { status: 'excused' };
  return { status: 'appointment', start };
}

/** With the organisation, since it came from a chat. */
const taken = ['taken', 'contact-made', 'contact-failed'] as const;

const acts = {
  /** Taken back by who referred. A standing afspraak is the jongere's. */
  withdraw: [
    'sent',
    'handed-over',
    ...taken,
    'invitation-pending',
    'invitation-expired',
    'niet-verschenen',
    'excused',
  ],
  /** A new link, after the former led to nothing; of a chat the first one. */
  again: [...taken, 'invitation-expired', 'niet-verschenen', 'excused'],
  change: ['sent', 'invitation-pending', 'invitation-expired', 'niet-verschenen', 'excused', 'appointment'],
  write: ['appointment', 'geweest', 'niet-verschenen', 'excused'],
  show: ['invitation-pending'],
  /** Taken up, or taken over from a colleague. */
  take: ['handed-over', ...taken],
  'note-contact': taken,
  /** Closed, or booked, by the team: nobody else is about to. */
  settle: ['sent', 'invitation-expired', 'niet-verschenen', 'excused'],
} as const satisfies Record<string, readonly ReferralStatus['status'][]>;

export type ReferralAct = keyof typeof acts;

/** Whether something may still be done with a referral, by what became of it. */
export function canStill(act: ReferralAct, { status }: ReferralStatus): boolean {
  const among: readonly ReferralStatus['status'][] = acts[act];
  return among.includes(status);
}

/** Whether it is time to remind the jongere of the link: once, from the third day on, with two days left. */
export function canRemind(
  status: ReferralStatus,
  invitation: Pick<InvitationFacts, 'createdAt' | 'expiresAt' | 'remindedAt'> | null,
  now: number,
): boolean {
  return (
    status.status === 'invitation-pending' &&
    invitation !== null &&
    invitation.remindedAt === null &&
    now >= invitation.createdAt + remindAfterMs &&
    now <= invitation.expiresAt - remindLeftMs
  );
}
