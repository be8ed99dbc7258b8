import type { IncomingMessage, ServerResponse } from 'node:http';
import { eq } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { logos } from '#db/schema/index.ts';
import { isSheetPath, logoAt, sheetOf } from '#server/looks/addresses.ts';
import type { Services } from '#server/looks/context.ts';
import { type Encoded, encoded, mostBytesOf } from './encodings.ts';
import { closedPolicy } from './headers.ts';
import { etagOf, represent, sendRepresentation } from './represent.ts';

/** Answers with colours or a logo of the gemeente. False when there is none at this path; then nothing has been sent. */
export type AnswerLooks = (req: IncomingMessage, res: ServerResponse, path: string) => Promise<boolean>;

const forEver = 'public, max-age=31536000, immutable';
/** Of logos that are asked for; there is one in use, and now and then one that is tried. */
const mostBytes = 4 * 1024 * 1024;
const types = { svg: 'image/svg+xml', png: 'image/png' };
/** Opened by itself it may do nothing at all, not even be of this site. */
const logoPolicy = `${closedPolicy}; sandbox`;

/** What a gemeente chose to look like, from addresses that change with it. */
export function looksListener({
  db,
  roster,
  grounds,
}: Pick<Services, 'db' | 'roster' | 'grounds'>): AnswerLooks {
  const known = new LRUCache<string, { type: keyof typeof types; body: Encoded }>({
    maxSize: mostBytes,
    sizeCalculation: ({ body }) => mostBytesOf(body),
  });

  async function readLogo(hash: string) {
    const kept = known.get(hash);
    if (kept) return kept;
    const [row] = await db
      .select({ type: logos.type, content: logos.content })
      .from(logos)
      .where(eq(logos.hash, hash));
    if (!row) return undefined;
    const logo = { type: row.type, body: encoded(new Uint8Array(row.content), 'once') };
    known.set(hash, logo);
    return logo;
  }

  return async (req, res, path) => {
    if (!path.startsWith('/huisstijl/') || (req.method !== 'GET' && req.method !== 'HEAD')) return false;
    if (isSheetPath(path)) {
      const sheet = sheetOf((await roster.current()).settings.theme, grounds);
      // Of another process that is ahead or behind: the colours as they are known here, kept by nobody.
      const isAsked = sheet?.path === path;
      const body = new TextEncoder().encode(sheet?.css ?? '');
      const headers = {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': isAsked ? forEver : 'no-store',
      };
      sendRepresentation(req, res, headers, await represent(req, encoded(body, 'once'), etagOf(body)));
      return true;
    }
    const hash = logoAt(path);
    const logo = hash === undefined ? undefined : await readLogo(hash);
    if (!logo) return false;
    const headers = {
      'Content-Type': types[logo.type],
      'Content-Security-Policy': logoPolicy,
      'Cache-Control': forEver,
    };
    sendRepresentation(req, res, headers, await represent(req, logo.body, etagOf(logo.body.identity)));
    return true;
  };
}
