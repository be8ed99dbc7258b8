import type { Piece } from '#server/search/excerpt.ts';

/** What an option does: lead to an address, or send a form that stands in full in it. */
export type Go = { href: string } | { action: string; fields: Readonly<Record<string, string>> };

export type OptionIcon =
  | 'agenda'
  | 'chat'
  | 'check'
  | 'handOver'
  | 'home'
  | 'leave'
  | 'move'
  | 'alert'
  | 'figures'
  | 'hours'
  | 'list'
  | 'settings'
  | 'today'
  | 'note'
  | 'person'
  | 'plus'
  | 'search'
  | 'telephone'
  | 'walk'
  | 'close';

/** One row of what was found. */
export interface Option {
  icon: OptionIcon;
  title: readonly Piece[];
  /** Beside the title, quieter. */
  detail?: string | undefined;
  /** At the end of the row. */
  when?: string | undefined;
  /** The key that does the same where the afspraak is open. */
  key?: string | undefined;
  go: Go;
  /** The id of the afspraak that it is: it can be opened beside a page, and is remembered. */
  appointment?: string | undefined;
}

export interface Section {
  kind: 'do' | 'people' | 'acts' | 'notes' | 'chats' | 'go' | 'recent';
  title: string;
  options: readonly Option[];
  /** The id of the afspraak of whom this is: shown while that option is chosen, or was last. */
  of?: string | undefined;
}

/** A text in which nothing is marked. */
export const plain = (text: string): Piece[] => [{ text, hit: false }];
