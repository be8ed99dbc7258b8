import type { Sql } from 'postgres';
import { z } from 'zod';
import { openChannel } from '#server/kernel/channel.ts';

const ids = z.array(z.string()).default([]);
const pokeSchema = z.object({
  /** Conversations that grew by a message; who holds their sockets reads what is new. */
  grew: ids,
  /** Conversations of which something else changed: who has it, what was seen, whether it is over. */
  changed: ids,
  /** Conversations of which the jongere came or went. */
  here: ids,
  /** Conversations in which somebody is typing at this moment; never kept. */
  jongereTypes: ids,
  casemanagerTypes: ids,
  /** Notes that colleagues wrote. */
  notes: ids,
  /** Who waits and with what words, who is there or whose conversations are whose. */
  queue: z.boolean().default(false),
  /**
   * Staff of whom a session ended or rights changed: who is connected by one that is over has to go. The database says it,
   * see migration 0012.
   */
  sessions: ids,
});

/** What may have changed in chats; who hears of it reads the database. */
export type Poke = z.output<typeof pokeSchema>;
/** Where something changed: this process sent its own messages already. */
export type Origin = 'here' | 'elsewhere';
/** `null` when any poke might have been missed. */
export type PokeListener = (poke: Poke | null, origin: Origin) => void;

/**
 * Says "something changed here" to this process and to the others. Losing one delays a message until the next sweep,
 * it never loses it.
 */
export interface ChatPokes {
  /** Call after the commit, never inside the transaction. */
  say(poke: Partial<Poke>): void;
  /** Hears of changes, gathered over some milliseconds. Returns what ends it. */
  subscribe(listener: PokeListener): () => void;
  close(): Promise<void>;
}

/** Each message is a commit of its own for PostgreSQL: in a rush, a hundred a second tell enough. */
const gatherMs = 10;
/** PostgreSQL takes 8000 bytes, and an id is 39 of them. */
const mostNamed = 150;
const lists = ['grew', 'changed', 'here', 'jongereTypes', 'casemanagerTypes', 'notes', 'sessions'] as const;

const nothing = (): Poke => ({ ...pokeSchema.parse({}) });

/** Starts listening; resolves when other processes are heard. */
export async function startChatPokes(sql: Sql, onError: (error: unknown) => void): Promise<ChatPokes> {
  const listeners = new Set<PokeListener>();
  let gathered = nothing();
  let timer: NodeJS.Timeout | undefined;

  const tell = (poke: Poke | null, origin: Origin) => {
    for (const listener of listeners) listener(poke, origin);
  };

  const channel = await openChannel(sql, {
    name: 'doorstart_chat',
    schema: pokeSchema,
    hear: (poke) => tell(poke, 'elsewhere'),
    missed: () => tell(null, 'elsewhere'),
    onError,
  });

  const flush = () => {
    timer = undefined;
    const poke = gathered;
    gathered = nothing();
    for (const list of lists) poke[list] = [...new Set(poke[list])];
    tell(poke, 'here');
    for (const part of parts(poke)) channel.tell(part);
  };

  return {
    say({ queue = false, ...more }) {
      gathered.queue ||= queue;
      for (const list of lists) gathered[list].push(...(more[list] ?? []));
      timer ??= setTimeout(flush, gatherMs);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      clearTimeout(timer);
      listeners.clear();
      await channel.close();
    },
  };
}

/** One poke in as many as it takes to say. */
function parts(poke: Poke): Poke[] {
  const named = lists.flatMap((list) => poke[list].map((id) => ({ list, id })));
  if (named.length <= mostNamed) return [poke];
  const all: Poke[] = [];
  for (let from = 0; from < named.length; from += mostNamed) {
    const first = from === 0;
    const part = { ...nothing(), queue: poke.queue && first };
    for (const { list, id } of named.slice(from, from + mostNamed)) part[list].push(id);
    all.push(part);
  }
  return all;
}
