import type { AgeGroup, Outcome } from '#server/booking/schema.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { Command } from './readCommand.ts';
import type { Query, QueryProblem } from './readQuery.ts';

/** An afspraak that was found; names in the language of the reader. Instants are epoch ms. */
export interface FoundAppointment {
  id: string;
  status: 'booked' | 'cancelled';
  /** The sequence to pass to a verb. */
  sequence: number;
  start: number;
  end: number;
  topic: string;
  location: string;
  modality: Modality;
  outcome: Outcome | null;
  name: string;
  nameFolded: string | null;
  ageGroup: AgeGroup | null;
  email: string | null;
  /** E.164. */
  phone: string | null;
  reference: string;
  casemanager: { id: string; firstName: string };
}

/** Somebody with the afspraken of theirs that were found: at least one, the next to come first, then the latest. */
export interface FoundPerson {
  appointments: [FoundAppointment, ...FoundAppointment[]];
  /** The name is not what was typed, but one letter away from it. */
  similar: boolean;
}

/** A note of the team, with the afspraak that it belongs to. */
export interface FoundNote {
  id: string;
  appointment: { id: string; name: string | null };
  at: number;
  /** First name of who wrote it. */
  author: string;
  text: string;
}

/** A chat, or a question that was left, of somebody who may have given a name. */
export interface FoundChat {
  id: string;
  kind: 'chat' | 'question';
  status: 'waiting' | 'active' | 'closed';
  name: string | null;
  topic: string | null;
  /** Epoch ms. */
  startedAt: number;
  /** First name of who has it; null for nobody. */
  casemanager: string | null;
  /** The own note in which it was found. */
  note: string | null;
}

/** All that was found for one text. */
export interface Found {
  /** What the text asks for; null when nothing can be found by it. */
  query: Query | null;
  problem: QueryProblem | null;
  /** What the text can mean as a command; of an act with an afspraak, the people are those who were named. */
  commands: Command[];
  people: FoundPerson[];
  /** There are more people than were asked for. */
  more: boolean;
  notes: FoundNote[];
  chats: FoundChat[];
}
