import type { ConversationSummary, Inbox } from '#server/chat/types.ts';
import { fill } from '#server/kernel/texts/fill.ts';
import { counting } from '../inbox/durations.ts';

// Who waits as rows of words: the page draws them, and the browser draws them anew. So this imports little.

/** The words of the rows, by their use. */
export type ChatWords = Readonly<
  Record<
    | 'nameless'
    | 'own'
    | 'take'
    | 'takeThis'
    | 'open'
    | 'openThis'
    | 'waitsOne'
    | 'waitsMore'
    | 'presentOne'
    | 'presentMore'
    | 'taken',
    string
  >
>;

export interface ChatRow {
  id: string;
  name: string;
  /** How long they wait, or that it is an own conversation. */
  note: string;
  preview: string;
  act: string;
  /** The act with the name, to be read aloud. */
  label: string;
  /** Whether somebody waits to be taken. */
  calls: boolean;
}

type Shown = Pick<Inbox, 'waiting' | 'mine'>;
/** This long it may take until a wait calls. */
const longMs = 60_000;

/** Who waits, longest first, and then own conversations with something unread. `now` in epoch ms. */
export function chatRows({ waiting, mine }: Shown, now: number, said: ChatWords): ChatRow[] {
  const row = ({ id, firstName, preview, waitingSince }: ConversationSummary, waits: boolean): ChatRow => {
    const name = firstName ?? said.nameless;
    const waited = Math.max(0, now - waitingSince);
    return {
      id,
      name,
      note: waits ? counting(waited) : said.own,
      preview,
      act: waits ? said.take : said.open,
      label: fill(waits ? said.takeThis : said.openThis, { name }),
      calls: waits && waited >= longMs,
    };
  };
  return [
    ...waiting.map((one) => row(one, true)),
    ...mine.filter(({ unread }) => unread > 0).map((one) => row(one, false)),
  ];
}

/** How many take chats now, whoever looks included. */
export const presentOf = ({ presence, colleagues }: Pick<Inbox, 'presence' | 'colleagues'>): number =>
  [presence, ...colleagues.map((one) => one.presence)].filter((one) => one === 'present').length;
