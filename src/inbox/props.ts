import type { CannedReply } from '#server/chat/cannedReplies.ts';
import type { Receiver } from '#server/chat/proposal/propose.ts';
import type { Inbox, NextUp } from '#server/chat/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { IslandTexts, Sayer } from '#ui/sayer.ts';
import type inbox from '../content/nl/inbox.json';
import type { Placeholder } from './placeholders.ts';

/** The key of a text of the inbox. */
export type InboxText = keyof typeof inbox;

/** What the page tells the inbox. All of it plain, so that it can travel to the browser. */
export interface InboxProps {
  /** `team` is the id of the own team. */
  me: { id: string; firstName: string; team: string | null };
  /** The lists as they were when the page was made, epoch ms. */
  inbox: Inbox;
  now: number;
  /** The conversation in the address, and the one beside it. */
  asked: [string | null, string | null];
  next: NextUp | null;
  /** A chat that was taken is answered within so many minutes. */
  answerMinutes: number;
  topics: { id: string; label: string }[];
  locations: { id: string; name: string; walks: boolean }[];
  /** The organisations to which somebody can be handed. */
  receivers: Receiver[];
  replies: CannedReply[];
  /** What canned replies are filled in with, but for what depends on the jongere. */
  values: Omit<Readonly<Record<Placeholder, string>>, 'naam' | 'afspraaklink'>;
  /** Where an afspraak is made, in each language. */
  booking: Readonly<Record<Language, string>>;
  paths: { signIn: string; replies: string; figures: string };
  texts: IslandTexts;
}

export type Say = Sayer<InboxText>;
