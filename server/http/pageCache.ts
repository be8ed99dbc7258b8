import { LRUCache } from 'lru-cache';
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
const mostBytes = 48 * 1024 * 1024;

/** Public pages are rendered once per settings version, language and date. */
export function createPageCache(roster: RosterCache, clock: Clock): PageCache {
  const pages = new LRUCache<string, KeptPage & { stamp: string }>({
    maxSize: mostBytes,
    sizeCalculation: ({ body }, key) => mostBytesOf(body) + 2 * key.length,
  });
  const wordFor = ({ publicUrl, language, path, problem }: PageKey) =>
    `${publicUrl} ${language} ${problem ?? ''} ${path}`;
  // A page may name today: as the last date that can be filled in, for example.
  const stampFor = (rosterVersion: number) => `${rosterVersion} ${dateInAmsterdam(clock.now())}`;

  return {
    async find(key) {
      const page = pages.get(wordFor(key));
      if (!page) return null;
      const { version } = await roster.current();
      return page.stamp === stampFor(version) ? page : null;
    },
    keep(key, { rosterVersion, headers, html }) {
      const body = new TextEncoder().encode(html);
      pages.set(wordFor(key), {
        stamp: stampFor(rosterVersion),
        etag: etagOf(body),
        headers: Object.fromEntries(headers),
        body: encoded(body, 'once'),
      });
    },
  };
}
