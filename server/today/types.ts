import type { AgendaAppointment, AgendaDay, Whose } from '#server/agenda/types.ts';
import type { Inbox } from '#server/chat/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { NoticeChannel, NoticeKind } from '#server/kernel/outbox.ts';
import type { ReasonGroup } from '#server/notifications/reasons.ts';
import type { OutsideReason } from '#server/slots/outsideHours.ts';
import type { StillWaiting } from '#server/walkIn/types.ts';

// Instants are epoch ms.

/** An afspraak that began and of which nothing is noted. */
export interface NoteToDo {
  kind: 'note';
  id: string;
  /** The sequence to pass to a verb. */
  sequence: number;
  name: string | null;
  topic: string;
  start: number;
  end: number;
}

/** A question that was left in the chat and that nobody has answered. */
export interface QuestionToDo {
  kind: 'question';
  id: string;
  firstName: string | null;
  /** The beginning of what was asked. */
  preview: string;
  /** Null when none was chosen. */
  topic: string | null;
  since: number;
  /** What was written points to danger. */
  danger: boolean;
}

/** An afspraak as a row of something to do names it. */
export interface Named {
  id: string;
  name: string | null;
  start: number;
}

/** Afspraken of one day that the hours do not cover, for one reason: somebody has to decide. */
export interface OutsideToDo {
  kind: 'outside';
  id: string;
  date: string;
  reason: OutsideReason;
  /** In order of start, at least one. */
  appointments: Named[];
  /** When the first begins. */
  until: number;
}

/** A jongere who was asked to choose another time and has not. */
export interface ChoosingToDo {
  kind: 'choosing';
  id: string;
  name: string | null;
  /** Since when they are asked. */
  since: number;
  /** When the time begins that they have until then. */
  until: number;
}

/** Afspraken by video of somebody who has no link for them. */
export interface VideoLinkToDo {
  kind: 'video-link';
  id: string;
  /** In order of start, at least one. */
  appointments: Named[];
  /** When the first begins. */
  until: number;
}

/** Referrals that wait for a coordinator. */
export interface ReferralsToDo {
  kind: 'referrals';
  id: 'referrals';
  count: number;
  /** When the oldest was made. */
  since: number;
}

/** Who still waits in a line where nobody is helped any more. */
export interface LineToDo extends StillWaiting {
  kind: 'line';
  id: string;
}

/** An afspraak of which the last message did not come: the jongere may not know of it. */
export interface UntoldToDo {
  kind: 'untold';
  id: string;
  name: string | null;
  start: number;
  /** By which way, and about what. */
  channel: NoticeChannel;
  message: NoticeKind;
  why: ReasonGroup;
}

/** An afspraak at a time at which a calendar of one's own says busy. */
export interface ElsewhereToDo {
  kind: 'elsewhere';
  id: string;
  appointment: string;
  name: string | null;
  start: number;
}

/** A calendar of one's own that could not be read for a day. */
export interface StaleCalendarToDo {
  kind: 'stale-calendar';
  id: string;
  /** What one calls it, or where it is. */
  name: string;
  /** When it was read last, or else added. */
  since: number;
}

/** A step of the year plan whose last day is past. */
export interface PlanLateToDo {
  kind: 'plan-late';
  id: string;
  plan: string;
  step: string;
  title: string;
  /** Its last day, as an instant. */
  until: number;
  /** How many schools have not done it; null for one that the gemeente does. */
  schools: number | null;
}

/** Of one's own trajecten those whose next action is due today or late. */
export interface TrajectenToDo {
  kind: 'trajecten';
  id: 'trajecten';
  count: number;
  /** Those of before today. */
  late: number;
  /** The day of the earliest, as an instant. */
  first: number;
}

/** With whom of one's own one looks again today how it goes, or should have. */
export interface LooksToDo {
  kind: 'looks';
  id: 'looks';
  count: number;
  /** The day of the earliest, as an instant. */
  first: number;
}

/** Overdrachten that are offered to whoever asks or to their team. */
export interface OffersToDo {
  kind: 'offers';
  id: 'offers';
  count: number;
  /** When the oldest was offered. */
  since: number;
}

/** Something to do. A capability adds its kind here, and how urgent that is in `urgency.ts`. */
export type ToDo =
  | NoteToDo
  | QuestionToDo
  | OutsideToDo
  | ChoosingToDo
  | VideoLinkToDo
  | ReferralsToDo
  | LineToDo
  | ElsewhereToDo
  | StaleCalendarToDo
  | PlanLateToDo
  | TrajectenToDo
  | LooksToDo
  | OffersToDo
  | UntoldToDo;

/** A note for the team, at the talk that comes. */
export interface LastNote {
  at: number;
  text: string;
  /** First name of who wrote it. */
  staffName: string;
  own: boolean;
  /** The start of the earlier afspraak it was written at; null when it is of this one. */
  earlier: number | null;
}

/** Who comes next, with what is needed for that talk. */
export interface NextTalk {
  appointment: AgendaAppointment;
  email: string | null;
  /** What the jongere reads and speaks. */
  language: Language;
  /** What the jongere wrote when booking. */
  note: string | null;
  /** Of the place, when one meets there or begins there. */
  address: string;
  /** Where the jongere lives, of a home visit. */
  visitAddress: string | null;
  /** Of whoever is signed in; null without one. */
  meetingLink: string | null;
  /** The how many-th afspraak it is of this person, as far as one may see. */
  ordinal: number;
  /** The last one written at this or an earlier afspraak of the same person. */
  lastNote: LastNote | null;
}

/** What somebody of the team does now; why somebody is away is not said. */
export type TeamState =
  /** Absent all day. */
  | { kind: 'absent' }
  /** Does not work today. */
  | { kind: 'off' }
  | { kind: 'not-yet'; from: number }
  | { kind: 'talk'; until: number }
  | { kind: 'free'; until: number }
  | { kind: 'away'; until: number }
  | { kind: 'done'; since: number };

export interface TeamMember {
  id: string;
  firstName: string;
  lastName: string;
  state: TeamState;
}

/** Today for one person. */
export interface Today {
  whose: Whose;
  /** False for who has no hours and no afspraken of their own, as a beheerder. */
  hasAgenda: boolean;
  /** False while nobody can book: no weekly hours, of now or later. */
  hasHours: boolean;
  day: AgendaDay;
  next: NextTalk | null;
  /** Most urgent first. */
  toDo: ToDo[];
  /** Who waits, and the own conversations; null for who has no chats. */
  chat: Pick<Inbox, 'waiting' | 'mine' | 'presence' | 'colleagues'> | null;
  team: TeamMember[];
  /** The next day within a week on which there is work or an afspraak. */
  nextDay: AgendaDay | null;
}
