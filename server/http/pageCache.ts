import type { Bus } from '#server/kernel/bus.ts';
import { createCache } from '#server/kernel/cache.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Language } from '#server/kernel/languages.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { RosterCache } from '#server/roster/cache.ts';
import { type Encoded, encoded, mostBytesOf } from './encodings.ts';
import { etagOf } from './represent.ts';

/** What tells apart two answers of a page that says the same to everybody. */
export interface PageKey {
  /** The address under which the visitor knows the site; pages name it. */
  publicUrl: string;
  language: Language;
  /** Without the language and without a query. */
  path: string;
  /** The HTTP status of what was wrong with a request, on the page that says so; null on all others. */
  problem: number | null;
}

/** A page as it was rendered. */
export interface KeptPage {
  headers: Record<string, string>;
  etag: string;
  body: Encoded;
}

export interface PageCache {
  /** The page as it was rendered under the settings of this moment, today; null when there is none. */
  find(key: PageKey): Promise<KeptPage | null>;
  /** Keeps a page that was rendered under the roster of this version. */
  keep(key: PageKey, page: { rosterVersion: number; headers: Headers; html: string }): void;
}

/** In a demo the host in a request is part of the key, and anybody may name any host. */
const mostBytes = 32 * 1024 * 1024;

/** Public pages are rendered once per settings version, language and date. */
export function createPageCache(
  fresh: { bus: Pick<Bus, 'mark' | 'changedSince'>; clock: Clock },
  roster: RosterCache,
): PageCache {
  // All that makes a page old is in its key.
  const pages = createCache<KeptPage>(fresh, {
    topics: {},
    mostBytes,
    bytesOf: ({ body }) => mostBytesOf(body),
    maxAgeMs: Infinity,
  });
  // A page may name today: as the last date that can be filled in, for example.
  const wordFor = ({ publicUrl, language, path, problem }: PageKey, rosterVersion: number) =>
    `${rosterVersion} ${dateInAmsterdam(fresh.clock.now())} ${publicUrl} ${language} ${problem ?? ''} ${path}`;

  return {
    async find(key) {
      const { version } = await roster.current();
      return pages.find(wordFor(key, version));
    },
    keep(key, { rosterVersion, headers, html }) {
      const body = new TextEncoder().encode(html);
      const page = {
        etag: etagOf(body),
        headers: Object.fromEntries(headers),
        body: encoded(body, 'once'),
      };
      pages.set(wordFor(key, rosterVersion), { value: page, validUntil: Infinity });
    },
  };
}
