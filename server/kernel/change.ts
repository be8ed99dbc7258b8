import { z } from 'zod';

const ids = z.array(z.string().max(100)).optional();
const happened = z.boolean().optional();

/** What may have changed, by topic; whoever hears of it reads the database. A list names ids. */
export const changeSchema = z.object({
  /** Who works when and where, or the settings. Every agenda and all free times may differ with it. */
  roster: happened,
  /** Casemanagers whose agenda or free times changed. */
  agenda: ids,
  /** Conversations that grew by a message; who holds their sockets reads what is new. */
  messages: ids,
  /** Conversations of which something else changed: who has it, what was seen, whether it is over. */
  conversations: ids,
  /** Conversations of which the jongere came or went. */
  here: ids,
  /** Conversations in which somebody is typing at this moment; never kept. */
  jongereTypes: ids,
  casemanagerTypes: ids,
  /** Locations of which the line of who walked in changed. */
  lines: ids,
  /** Owners whose trajecten changed. */
  trajecten: ids,
  /** Notes that colleagues wrote. */
  notes: ids,
  /** Who waits and with what words, who is there or whose conversations are whose. */
  queue: happened,
  /** What lies in the mailbox of the demo. */
  mailbox: happened,
  /**
   * Staff of whom a session ended or rights changed: who is connected by one that is over has to go. The database says it,
   * see migration 0016.
   */
  sessions: ids,
});

export type Change = z.output<typeof changeSchema>;

const flags = ['roster', 'queue', 'mailbox'] as const;
const lists = [
  'agenda',
  'lines',
  'trajecten',
  'messages',
  'conversations',
  'here',
  'jongereTypes',
  'casemanagerTypes',
  'notes',
  'sessions',
] as const;

/** Says once what several changes say together. */
export function together(changes: readonly Change[]): Change {
  const all: Change = {};
  for (const flag of flags) if (changes.some((change) => change[flag])) all[flag] = true;
  for (const list of lists) {
    const named = new Set(changes.flatMap((change) => change[list] ?? []));
    if (named.size > 0) all[list] = [...named];
  }
  return all;
}

/** JSON of a change in which every topic is named, and no id. */
const frameBytes = JSON.stringify(
  Object.fromEntries([...flags.map((flag) => [flag, true]), ...lists.map((list) => [list, []])]),
).length;

/** One change in as many as it takes for the JSON of each to stay within so many bytes. */
export function split(change: Change, mostBytes: number): Change[] {
  let part: Change = together([{ roster: change.roster, queue: change.queue, mailbox: change.mailbox }]);
  let bytes = frameBytes;
  const parts = [part];
  for (const list of lists) {
    for (const id of change[list] ?? []) {
      const idBytes = Buffer.byteLength(JSON.stringify(id)) + 1;
      if (bytes + idBytes > mostBytes) {
        part = {};
        bytes = frameBytes;
        parts.push(part);
      }
      part[list] = [...(part[list] ?? []), id];
      bytes += idBytes;
    }
  }
  return parts;
}

export const isNothing = (change: Change): boolean =>
  !flags.some((flag) => change[flag]) && !lists.some((list) => (change[list]?.length ?? 0) > 0);
