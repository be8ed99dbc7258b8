import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Bus } from '#server/kernel/bus.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { RequestLocals } from '#server/kernel/context.ts';
import { isFresh, type Moment } from '#server/kernel/freshCache.ts';
import { type Encoded, encoded, mostBytesOf } from './encodings.ts';
import { represent, sendRepresentation } from './represent.ts';

type Reader = Pick<RequestLocals, 'staff' | 'sessionId' | 'ctx' | 'asOf'>;

interface Rendered {
  headers: Headers;
  html: string;
  /** Epoch ms at which time alone makes it wrong. */
  validUntil: number;
}

interface Kept extends Moment {
  headers: Record<string, string>;
  body: Encoded;
  validUntil: number;
  /** When it was out of date and one request renders it anew: ends when that is done, or came to nothing. */
  renewal: PromiseWithResolvers<void> | null;
}

/** Agendas that were rendered for one member of staff each, until anything changes or a second and a half went by. */
export interface AgendaPages {
  /**
   * What was rendered for this very reader at this address (path and query); null when it has to be rendered. One of
   * those who ask at the same moment is told so first: the others wait for what comes of it. `whenOver`
   * tells when this answer is over, however it ended.
   */
  find(
    address: string,
    reader: Reader,
    whenOver: (listener: () => void) => void,
  ): Promise<Pick<Kept, 'headers' | 'body'> | null>;
  keep(address: string, reader: Reader, page: Rendered): void;
}

/** A full week is some 100 kB. */
const mostBytes = 48 * 1024 * 1024;

export function createAgendaPages(bus: Bus, clock: Clock): AgendaPages {
  const freshness = { bus, clock, topics: { roster: true, agenda: true } } as const;
  const pages = new LRUCache<string, Kept>({
    maxSize: mostBytes,
    sizeCalculation: ({ body }, key) => mostBytesOf(body) + 2 * key.length,
  });
  // All that is known of the reader, so that nobody else's page is ever found, nor one under their former name. Its
  // forms carry the key of one session.
  const keyOf = (address: string, { staff, sessionId, ctx }: Reader) =>
    JSON.stringify([staff, sessionId, ctx.publicUrl, ctx.language, address]);

  return {
    async find(address, reader, whenOver) {
      const key = keyOf(address, reader);
      const page = pages.get(key);
      if (!page) return null;
      if (isFresh(page, freshness)) return page;
      if (page.renewal) {
        await page.renewal.promise;
        const renewed = pages.get(key);
        return renewed && isFresh(renewed, freshness) ? renewed : null;
      }
      const renewal = Promise.withResolvers<void>();
      page.renewal = renewal;
      whenOver(() => {
        if (pages.get(key) === page) pages.delete(key);
        renewal.resolve();
      });
      return null;
    },
    keep(address, reader, { headers, html, validUntil }) {
      const key = keyOf(address, reader);
      const before = pages.get(key);
      const body = encoded(new TextEncoder().encode(html), 'often');
      const page = { headers: Object.fromEntries(headers), body, validUntil };
      pages.set(key, { ...reader.asOf, ...page, renewal: null });
      before?.renewal?.resolve();
    },
  };
}

/**
 * Answers with an agenda as it was rendered for whoever is signed in; false when there is none, and nothing is answered
 * yet. `locals` are those of this request: the session was read for it.
 */
export async function answerAgenda(
  req: IncomingMessage,
  res: ServerResponse,
  locals: RequestLocals,
): Promise<boolean> {
  if (req.method !== 'GET' || !locals.staff || locals.problem !== null) return false;
  const page = await locals.ctx.agendaPages.find(req.url ?? '/', locals, (listener) =>
    res.once('close', listener),
  );
  if (!page) return false;
  sendRepresentation(req, res, page.headers, await represent(req, page.body));
  return true;
}
