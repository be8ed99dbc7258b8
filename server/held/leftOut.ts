// Why something is left out of what is handed over to a jongere (AVG 15): the one list. Each reason has its words on the page,
// `held.left.<reason>`. No server code: pages read it too.

/** Which page says it: of a request that a beheerder answers, of a private link, or both. In the order in which they say it. */
const saidOn = {
  /** What a private link does not show, since others may have it. */
  chats: ['link'],
  /** What is about somebody else: who referred or reported, parents, and how they are reached. */
  others: ['request'],
  /** Of a traject: what was told in confidence, or marked as about somebody else. */
  confidence: ['request'],
  /** Notes of casemanagers among each other on an afspraak or a chat: a person decides per note. */
  notes: ['request', 'link'],
  /** What opens a link or a chat, and hashes of it. */
  secrets: ['request', 'link'],
  /** Keyed hashes of browsers and networks, for a day at most. */
  hashes: ['request'],
  /** What was typed in a form that was not accepted, for an hour; and what an act changed, for ten minutes. */
  moments: ['request', 'link'],
  /** The line of today for who walked in: a first name or a number, until midnight. */
  'walk-in': ['request'],
  /** Numbers that hold rows together, and copies by which they are found. */
  copies: ['request'],
  /** Of what was forgotten: that it was, without who. */
  figures: ['request'],
  /** Who looked at what: looked up by a person when a jongere asks. */
  log: ['request', 'link'],
  /** Copies of the whole database. */
  backup: ['request', 'link'],
} as const satisfies Record<string, readonly ('request' | 'link')[]>;

export type ReasonLeftOut = keyof typeof saidOn;

const isReason = (name: string): name is ReasonLeftOut => Object.hasOwn(saidOn, name);

/** The reasons that a page names. */
export const reasonsOn = (page: 'request' | 'link'): ReasonLeftOut[] =>
  Object.keys(saidOn)
    .filter(isReason)
    .filter((reason) => saidOn[reason].some((one) => one === page));
