import { channels, type figureBreakdowns, type figureSubjects } from '#db/schema/words.ts';

/** The check is not counted yet: its answers stay in the browser, and so does how far somebody came. */
export type Subject = Exclude<(typeof figureSubjects)[number], 'check'>;
export type Breakdown = (typeof figureBreakdowns)[number];

/** Of what the gemeente configures, the ids in its own order. */
export interface Configured {
  locations: readonly string[];
  topics: readonly string[];
  organisations: readonly string[];
}

/** What stands for "none of these" where an id is expected: an id cannot be this. */
export const noneOfThem = '-';

/**
 * By what each subject is told apart. All breakdowns of one subject count the same people, so that nothing follows from
 * subtracting one from another.
 */
export const breakdownsOf = {
  appointments: ['week', 'location', 'channel', 'outcome'],
  referrals: ['organisation', 'became'],
  chats: ['week', 'waiting', 'rating', 'topic'],
  questions: ['answer'],
  booking: ['step'],
} as const satisfies Record<Subject, readonly Breakdown[]>;

/** In the order in which they are shown. */
export const subjects = [
  'appointments',
  'referrals',
  'chats',
  'questions',
  'booking',
] as const satisfies readonly Subject[];

/** What became of an afspraak, as far as it was written down. */
export const outcomeOrder = ['geweest', 'niet-verschenen', 'afgezegd', 'verzet', 'open'] as const;
/** How long a chat waited until somebody took it, in minutes at most; who left or was not helped is `nobody`. */
export const waitingOrder = ['within-1', 'within-2', 'within-5', 'longer', 'nobody'] as const;
export const ratingOrder = ['glad', 'neither', 'sad', 'unrated'] as const;
export const answerOrder = ['answered', 'not-answered'] as const;
export const becameOrder = ['came', 'no-show', 'planned', 'called-off', 'nothing'] as const;
/** Where a visitor who booked, or began to, was last. */
export const bookingSteps = ['how', 'when', 'details', 'booked'] as const;
/**
 * The categories of a breakdown, in an order that does not follow from any count. Those that are few stand beside what they
 * may be put together with.
 */
export function categoriesOf(
  breakdown: Breakdown,
  { weeks, configured }: { weeks: readonly string[]; configured: Configured },
): readonly string[] {
  switch (breakdown) {
    case 'week':
      return weeks;
    case 'location':
      return configured.locations;
    case 'topic':
      return [...configured.topics, noneOfThem];
    case 'organisation':
      return [...configured.organisations, noneOfThem];
    case 'channel':
      return channels;
    case 'outcome':
      return outcomeOrder;
    case 'waiting':
      return waitingOrder;
    case 'rating':
      return ratingOrder;
    case 'answer':
      return answerOrder;
    case 'became':
      return becameOrder;
    case 'step':
      return bookingSteps;
  }
}
