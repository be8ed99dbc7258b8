import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Changes } from '../changes.ts';
import type { Clock } from '../clock.ts';
import type { RequestLocals } from '../context.ts';
import { isFresh, type Moment } from '../freshCache.ts';

type Reader = Pick<RequestLocals, 'staff' | 'ctx' | 'asOf'>;

interface Rendered {
  headers: Headers;
  html: string;
  /** Epoch ms at which time alone makes it wrong. */
  validUntil: number;
}

interface Kept extends Moment {
  headers: [name: string, value: string][];
  body: Buffer;
  validUntil: number;
}

/** Agendas that were rendered for one member of staff each, until anything changes or a second and a half went by. */
export interface AgendaPages {
  /** What was rendered for this very reader at this address (path and query); null when it may be out of date. */
  find(address: string, reader: Reader): Pick<Kept, 'headers' | 'body'> | null;
  keep(address: string, reader: Reader, page: Rendered): void;
}

/** A full week is some 100 kB. */
const mostPages = 200;

export function createAgendaPages(changes: Changes, clock: Clock): AgendaPages {
  const pages = new Map<string, Kept>();
  // All that is known of the reader, so that nobody else's page is ever found, nor one under their former name.
  const keyOf = (address: string, { staff, ctx }: Reader) => JSON.stringify([staff, ctx.publicUrl, address]);

  return {
    find(address, reader) {
      const key = keyOf(address, reader);
      const page = pages.get(key);
      if (page && isFresh(page, changes, clock)) return page;
      pages.delete(key);
      return null;
    },
    keep(address, reader, { headers, html, validUntil }) {
      if (pages.size >= mostPages) pages.clear();
      const page = { headers: [...headers], body: Buffer.from(html), validUntil };
      pages.set(keyOf(address, reader), { ...reader.asOf, ...page });
    },
  };
}

/**
 * Answers with an agenda as it was rendered for whoever is signed in; false when there is none, and nothing is answered
 * yet. `locals` are those of this request: the session was read for it.
 */
export function answerAgenda(req: IncomingMessage, res: ServerResponse, locals: RequestLocals): boolean {
  if (req.method !== 'GET' || !locals.staff || locals.problem !== null) return false;
  const page = locals.ctx.agendaPages.find(req.url ?? '/', locals);
  if (!page) return false;
  for (const [name, value] of page.headers) res.setHeader(name, value);
  res.writeHead(200, { 'Content-Length': page.body.length });
  res.end(page.body);
  return true;
}
