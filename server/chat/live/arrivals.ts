import type { Services } from '#server/chat/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { seenSince } from '../presence.ts';
import { batchLoader } from './batchLoader.ts';
import { coalesce } from './coalesce.ts';
import type { Feeds } from './feeds.ts';

/** The conversation that a token opens, as it was at the look-up. */
export interface Found {
  id: string;
  language: Language;
  last: number;
  over: boolean;
}

export interface Arrivals {
  /** The conversation of a token, or null for an unknown token. */
  find(token: unknown): Promise<Found | null>;
  /** Records that the jongere connected to this process or left it. Writes are batched. */
  note(conversation: string, isHere: boolean): void;
  /**
   * Corrects jongeren who are connected here but recorded as gone: another tab left another process, or that process crashed.
   */
  recount(): Promise<void>;
  stop(): void;
}

const gatherMs = 50;

/** Batches look-ups and writes, because thousands may reconnect at once after a restart. */
export function createArrivals(
  { sql, clock, bus }: Pick<Services, 'sql' | 'clock' | 'bus'>,
  feeds: Pick<Feeds, 'heldBy'>,
  process: string,
  onError: (error: unknown) => void,
): Arrivals {
  let noted = new Map<string, boolean>();

  const findByHash = batchLoader(async (hashes: string[]) => {
    const rows = await sql<(Found & { hash: string })[]>`
      select token_hash as hash, id, language, last_seq as last, status = 'closed' as over
      from chat_conversations
      where token_hash = any(${hashes}::text[])`;
    return new Map(rows.map(({ hash, ...found }) => [hash, found]));
  });

  const write = async () => {
    const now = noted;
    noted = new Map();
    const those = (isHere: boolean) => [...now].flatMap(([id, here]) => (here === isHere ? [id] : [])).sort();
    try {
      const changed = [
        await sql<{ id: string }[]>`
          update chat_conversations set jongere_process = ${process}, jongere_gone_at = null
          where id in (select id from chat_conversations where id = any(${those(true)}::uuid[]) order by id for update)
            and (jongere_process is distinct from ${process} or jongere_gone_at is not null) returning id`,
        await sql<{ id: string }[]>`
          update chat_conversations set jongere_gone_at = ${new Date(clock.now()).toISOString()}
          where id in (select id from chat_conversations where id = any(${those(false)}::uuid[]) order by id for update)
            and jongere_process = ${process} returning id`,
      ].flat();
      if (changed.length > 0) bus.say({ here: changed.map(({ id }) => id) });
    } catch (error) {
      noted = new Map([...now, ...noted]);
      throw error;
    }
  };
  const writing = coalesce(gatherMs, write, onError);

  const note = (conversation: string, isHere: boolean) => {
    noted.set(conversation, isHere);
    writing.ask();
  };

  return {
    async find(token) {
      if (typeof token !== 'string' || !looksLikeToken(token)) return null;
      return (await findByHash(hashToken(token))) ?? null;
    },
    note,
    async recount() {
      const here = feeds.heldBy('jongere');
      if (here.length === 0) return;
      const missed = await sql<{ id: string }[]>`
        select c.id from chat_conversations c left join chat_processes p on p.id = c.jongere_process
        where c.id = any(${here}::uuid[]) and c.status <> 'closed'
          and (c.jongere_gone_at is not null or p.seen_at > ${seenSince(clock.now())} is not true)`;
      const still = new Set(feeds.heldBy('jongere'));
      for (const { id } of missed) if (still.has(id)) note(id, true);
    },
    stop: writing.stop,
  };
}
