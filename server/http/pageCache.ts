import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Clock } from '../clock.ts';
import type { Language } from '../languages.ts';
import type { RosterCache } from '../roster/cache.ts';
import { dateInAmsterdam } from '../time.ts';

/** What tells apart two answers of a page that says the same to everybody. */
export interface PageKey {
  /** The address under which the visitor knows the site; pages name it. */
  publicUrl: string;
  language: Language;
  /** Without the language and without a query. */
  path: string;
}

/** A page as it was rendered, in the encodings that browsers ask for. */
export interface KeptPage {
  headers: [name: string, value: string][];
  /** RFC 9110 8.8.3, weak: the encodings share it. */
  etag: string;
  bodies: Record<'br' | 'gzip' | 'identity', Buffer>;
}

export interface PageCache {
  /** The page as it was rendered under the settings of this moment, today; null when there is none. */
  find(key: PageKey): Promise<KeptPage | null>;
  /** Keeps a page that was rendered under the roster of this version. Compresses it, once. */
  keep(key: PageKey, page: { rosterVersion: number; headers: Headers; html: string }): Promise<void>;
}

/** In a demo the host in a request is part of the key, and anybody may name any host. */
const mostPages = 500;

const shrink = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Public pages are rendered once per settings version, language and date. */
export function createPageCache(roster: RosterCache, clock: Clock): PageCache {
  const pages = new Map<string, KeptPage & { stamp: string }>();
  const wordFor = ({ publicUrl, language, path }: PageKey) => `${publicUrl} ${language} ${path}`;
  // A page may name today: as the last date that can be filled in, for example.
  const stampFor = (rosterVersion: number) => `${rosterVersion} ${dateInAmsterdam(clock.now())}`;

  return {
    async find(key) {
      const page = pages.get(wordFor(key));
      if (!page) return null;
      const { version } = await roster.current();
      return page.stamp === stampFor(version) ? page : null;
    },
    async keep(key, { rosterVersion, headers, html }) {
      const stamp = stampFor(rosterVersion);
      const identity = Buffer.from(html);
      const [br, gzipped] = await Promise.all([shrink.br(identity), shrink.gzip(identity, { level: 9 })]);
      const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
      if (pages.size >= mostPages) pages.clear();
      pages.set(wordFor(key), {
        stamp,
        etag,
        headers: [...headers],
        bodies: { br, gzip: gzipped, identity },
      });
    },
  };
}
