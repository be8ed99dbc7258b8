import { destinations, type figureBreakdowns, type figureSubjects, languages } from '#db/schema/words.ts';

export type Subject = (typeof figureSubjects)[number];
export type Breakdown = (typeof figureBreakdowns)[number];

/** Of what the gemeente configures, the ids in its own order. */
export interface Configured {
  locations: readonly string[];
  topics: readonly string[];
  organisations: readonly string[];
  /** These in an order of their own: see `readReporters`. */
  schools: readonly string[];
  gemeenten: readonly string[];
}

/** What stands for "none of these" where an id is expected: an id cannot be this. */
export const noneOfThem = '-';

/**
 * By what each subject is told apart. All breakdowns of one subject count the same people, so that nothing follows from
 * subtracting one from another. And what somebody is in one says nothing of another, but for who got no answer in a chat, who
 * seldom rates it: `tests/unit/figures/groupSmall.test.ts` shows that this is safe in the order below, and what is not. So who
 * walked in is a subject of their own: they came to a place with a desk, and nobody moved it.
 */
export const breakdownsOf = {
  appointments: ['week', 'location', 'channel', 'outcome'],
  'walk-ins': ['week', 'location', 'outcome'],
  referrals: ['organisation', 'became'],
  chats: ['week', 'waiting', 'rating', 'topic', 'language'],
  questions: ['answer'],
  booking: ['step', 'week', 'language'],
  check: ['verdict', 'week', 'language'],
  'traject-opened': ['course', 'kind', 'school', 'gemeente'],
  'traject-approached': ['kind', 'school', 'gemeente'],
  'traject-intakes': ['term', 'kind', 'school', 'gemeente'],
  'traject-started': ['kind', 'school', 'gemeente'],
  'traject-ended': ['destination', 'talks', 'length', 'kind', 'school', 'gemeente'],
} as const satisfies Record<Subject, readonly Breakdown[]>;

/** What is counted of jongeren who were reported; the rest is of the door. */
export const trajectSubjects = [
  'traject-opened',
  'traject-approached',
  'traject-intakes',
  'traject-started',
  'traject-ended',
] as const satisfies readonly Subject[];
export const doorSubjects = [
  'appointments',
  'walk-ins',
  'referrals',
  'chats',
  'questions',
  'booking',
  'check',
] as const satisfies readonly Subject[];

export const channelOrder = ['self', 'desk', 'chat', 'jongerenwerk'] as const;
/** What became of an afspraak, as far as it was written down. */
export const outcomeOrder = ['geweest', 'niet-verschenen', 'afgezegd', 'verzet', 'open'] as const;
/**
 * How long a chat that was answered had waited, in minutes at most, and where the others ended: taken without an answer, left
 * after something was written, opened and nothing more.
 */
export const waitingOrder = [
  'within-1',
  'within-2',
  'within-5',
  'longer',
  'unanswered',
  'left',
  'opened',
] as const;
/** First what goes with the last of `waitingOrder`. */
export const ratingOrder = ['unrated', 'glad', 'neither', 'sad'] as const;
export const answerOrder = ['answered', 'not-answered'] as const;
export const becameOrder = ['came', 'no-show', 'planned', 'called-off', 'nothing'] as const;
/** Where a visitor who booked, or began to, was last. */
export const bookingSteps = ['how', 'when', 'details', 'booked'] as const;
export const courseOrder = ['new', 'back'] as const;
/** How long it was from what was reported first to the intake, in the bands of the effect report. */
export const termOrder = ['within-2-weeks', 'within-4-weeks', 'later'] as const;
/** How many gesprekken were held until it ended. */
export const talksOrder = ['none', 'one', 'two-or-three', 'more'] as const;
/** How long it was open, in whole months, in the bands of the effect report. */
export const lengthOrder = ['under-1', 'under-6', 'longer'] as const;
/** Kinds of melding; those that are many stand first. */
export const kindOrder = [
  ...(['rmc', 'uit', 'v4', 'v3', 'no-show', 'overstap'] as const),
  ...(['overig', 'kwetsbaar', 'lrv', 'abs', 'luxe', 'zelf'] as const),
] as const;
/** What came out of the check for who began it; `stopped` for who saw no outcome. */
export const verdictOrder = ['stopped', 'ja', 'nee', 'beoordelen'] as const;

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
      return channelOrder;
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
    case 'verdict':
      return verdictOrder;
    case 'language':
      return languages;
    case 'course':
      return courseOrder;
    case 'term':
      return termOrder;
    case 'talks':
      return talksOrder;
    case 'length':
      return lengthOrder;
    case 'destination':
      return destinations;
    case 'kind':
      return [...kindOrder, noneOfThem];
    case 'school':
      return configured.schools;
    case 'gemeente':
      return configured.gemeenten;
  }
}
