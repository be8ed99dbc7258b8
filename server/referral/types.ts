import type {
  actorKinds,
  contactOwners,
  modalities,
  referralAuthors,
  referralSources,
} from '#db/schema/words.ts';
import type { Needs } from '#server/booking/needs.ts';
import type { AgeGroup, ReachBy } from '#server/booking/schema.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { Location, Topic } from '#server/roster/types.ts';
import type { ReferralStatus } from './rules.ts';

type One<Words extends readonly string[]> = Words[number];

/** Who is referred and what for, as it is written. */
export interface NewReferral extends Needs {
  firstName: string;
  email: string | null;
  /** E.164. */
  phone: string | null;
  contactOf: One<typeof contactOwners>;
  reachBy: ReachBy | null;
  reachNote: string | null;
  ageGroup: AgeGroup;
  language: Language;
  topicId: string;
  told: string | null;
  urgent: string | null;
}

/** The fields that can be changed afterwards. */
export type Changeable = Omit<NewReferral, 'ageGroup' | 'language'>;

/** Who did something, as others may know it. */
export interface By {
  kind: One<typeof actorKinds>;
  /** The first name of somebody of staff. */
  name: string | null;
}

/** What was changed after it was sent: what stood there before. */
export interface ReferralChange {
  /** Epoch ms. */
  at: number;
  by: By;
  reason: string | null;
  before: { [Field in keyof Changeable]?: Changeable[Field] | undefined };
}

export interface ReferralMessage {
  /** Epoch ms. */
  at: number;
  author: One<typeof referralAuthors>;
  name: string;
  text: string;
}

/** A referral in a list of who referred. */
export interface ReferralRow {
  id: string;
  source: One<typeof referralSources>;
  firstName: string;
  topic: Pick<Topic, 'id' | 'label'>;
  /** The first name of who made it, and of a chat of who took it up; null for a system, and for what nobody took up. */
  madeBy: string | null;
  /** Whether that is whoever asks. */
  isMine: boolean;
  isUrgent: boolean;
  /** Epoch ms. */
  createdAt: number;
  status: ReferralStatus;
  canRemind: boolean;
  /** A casemanager wrote, and nobody answered yet. */
  isAsked: boolean;
}

interface Described extends NewReferral {
  id: string;
  version: number;
  topic: Topic;
  /** Epoch ms. */
  createdAt: number;
  consent: { text: string; language: Language; at: number };
  messages: ReferralMessage[];
}

/** A referral as the organisation that made it sees it: what it sent, and what became of it. */
export interface OwnReferral extends Described {
  source: One<typeof referralSources>;
  /** As in the list. */
  madeBy: string | null;
  /** Of a chat: the first name of the casemanager who handed it over, and since when somebody has it. Null for others. */
  handedOver: { by: string | null; takenAt: number | null; canReach: boolean } | null;
  isMine: boolean;
  status: ReferralStatus;
  /** What the organisation changed itself; that the jongere did is no business of it. */
  changes: ReferralChange[];
  /** Epoch ms. Of the last link, whatever became of it. */
  invitation: { expiresAt: number; remindedAt: number | null } | null;
  /** Where and how, for who comes along or is the one to reach; null for others. */
  place: { end: number; modality: One<typeof modalities>; location: Location } | null;
  can: Record<
    'withdraw' | 'change' | 'remind' | 'again' | 'answer' | 'show' | 'take' | 'noteContact',
    boolean
  >;
}

/** Who referred, as casemanager and jongere may know it. */
export interface Referrer {
  source: One<typeof referralSources>;
  /** The name of the organisation, also of one that filled in the form. */
  organisation: string | null;
  /** First name of who made it, or the name that was typed in the form. */
  name: string | null;
}

/** What a jongere reads of the referral that their link opens. */
export interface OpenedInvitation
  extends Needs,
    Pick<NewReferral, 'firstName' | 'contactOf' | 'told' | 'reachNote'> {
  referrer: Referrer;
  /** The jongere's own contact as it was given; null where it is the jongerenwerker's. */
  contact: { email: string | null; phone: string | null } | null;
  ageGroup: AgeGroup;
  language: Language;
  reachBy: ReachBy | null;
  /** Id of the topic, also when it is no longer offered. */
  topic: Topic;
  /** Why it cannot wait, as the casemanager reads it; null when it can. */
  urgent: string | null;
  consent: { text: string; language: Language; at: number };
  /** Epoch ms. */
  expiresAt: number;
  version: number;
}

/** What a jongere reads, by the private link, of the referral behind their afspraak. */
export interface SharedReferral extends Omit<OpenedInvitation, 'expiresAt'> {
  /** Since when the organisation no longer sees what became of it; null while it does. Epoch ms. */
  sharingEndedAt: number | null;
  messages: ReferralMessage[];
}

/** A referral as the team sees it: also how who referred is reached, and what was corrected. */
export interface TeamReferral extends Described {
  /** `ended`: the organisation does not refer any more. */
  referrer: Referrer & { email: string | null; phone: string | null; ended: boolean };
  status: ReferralStatus;
  changes: ReferralChange[];
  /** Whether a message can be written: to the form without an account none can. */
  canWrite: boolean;
  canSettle: boolean;
}

/** How often a topic had nothing to book for a referral. */
export interface Shortage {
  topic: Pick<Topic, 'id' | 'label'>;
  times: number;
  urgentTimes: number;
  /** The dates in Amsterdam on which it was so, newest first. */
  days: { date: string; times: number }[];
}

/** How many referrals wait for the team. */
export interface OpenCount {
  count: number;
  /** When the oldest of them was made. Epoch ms. */
  oldest: number;
}
