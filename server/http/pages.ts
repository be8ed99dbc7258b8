import type { IncomingMessage, ServerResponse } from 'node:http';
import { areaOf } from '#server/access/areas.ts';
import { reachFor } from '#server/access/may.ts';
import type { Action } from '#server/access/policy.ts';
import { importPath } from '#server/accounts/import/address.ts';
import { mostSheetBytes } from '#server/accounts/import/readSheet.ts';
import { readSession, refreshesItself } from '#server/accounts/readSession.ts';
import type { RequestLocals, Services } from '#server/http/context.ts';
import { countRequest } from '#server/http/countRequest.ts';
import type { Actor, StaffMember } from '#server/kernel/context.ts';
import { innerError, isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { splitLanguage } from '#server/kernel/languages.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import type { LimitResult } from '#server/kernel/limits/limits.ts';
import { listGivePath, listReadPath } from '#server/lists/addresses.ts';
import { mostFileBytes } from '#server/lists/sheet/limits.ts';
import { logoUploadPath } from '#server/looks/addresses.ts';
import { mostUploadBytes } from '#server/looks/safeLogo.ts';
import { isOpen } from '#server/settings/isOpen.ts';
import { mostBytes, readBody } from './body.ts';
import { countFields } from './countFields.ts';
import { carriesKey, formKeyOf, sourceOf } from './formSource.ts';
import type { Origins } from './origin.ts';
import { visitorOf } from './visitor.ts';

export interface PageParts {
  services: Services;
  origins: Origins;
  addressOf: (req: IncomingMessage) => string;
  demo: boolean;
}

/** More than any form of ours has; a thousand times as many in 64 kB would take seconds to look at. */
export const mostFields = 300;

/** The page that says what was wrong with a request. */
export const problemPath = '/fout';
/** What says so in the place of each public page while these are not open. */
const closedPath = '/nog-niet-open';

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Checks what a browser sent and gathers what pages find in `locals`. A request that a page must not see
 * (foreign origin, too many, too large, too many fields, not a form, unheard-of method), or cannot be made while the database is
 * away, is turned into a GET of `/fout`, which says so.
 */
export async function preparePage(
  req: IncomingMessage,
  res: ServerResponse,
  parts: PageParts,
): Promise<RequestLocals> {
  const { services, origins, addressOf, demo } = parts;
  const { language: lang, url } = splitLanguage(req.url ?? '/');
  // One tree of pages serves every language: `locals.lang` says which is asked for.
  req.url = url;
  const area = areaOf(pathOf(url));
  const { staff, away } = area ? await readStaff(req, services, url) : nobody;
  const sessionId = staff?.session ?? null;
  // All of a team may sit behind one address, and their agendas refresh by themselves.
  const counted: LimitResult = staff ? { ok: true } : await countRequest(services, addressOf(req));
  if (!counted.ok) res.setHeader('Retry-After', counted.retryAfterSeconds);
  const sent = counted.ok ? await checkRequest(req, origins, mostBytesOf(url, staff)) : wrong(429);
  if (sent.problem === 413) res.setHeader('Connection', 'close');
  const refused = sent.problem ?? (await checkKey(req, { services, origins, sessionId, body: sent.body }));
  const problem = refused ?? (away ? 503 : null);
  if (problem !== null) askForProblem(req);
  const jongere = jongereAt(services.limits, addressOf(req));
  const actor: Actor = staff ? { kind: 'staff', staff, addressKey: jongere.addressKey } : jongere;
  const { settings, version: rosterVersion } = await services.roster.current();
  const open = isOpen(settings, { demo });
  if (!open && problem === null && !area) askFor(req, closedPath);
  const ctx = {
    ...services,
    publicUrl: origins.publicUrl(req),
    actor,
    language: lang,
    door: 'page',
  } as const;
  const visitorKey = () => services.visitorKeys.of(visitorOf(req, addressOf));
  return { ctx, settings, rosterVersion, lang, demo, isOpen: open, staff, sessionId, problem, visitorKey };
}

/** Makes a GET of the page that says what was wrong out of a request. */
export const askForProblem = (req: IncomingMessage): void => askFor(req, problemPath);

function askFor(req: IncomingMessage, path: string): void {
  req.method = 'GET';
  req.url = path;
}

/** Whether a path can be read: `%` and two digits for each byte of UTF-8 (RFC 3986 2.1). Astro asks for it. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** The path as Astro reads it, in which `/medewerker/../contact` is no page of staff. */
const pathOf = (url: string): string => URL.parse(`http://localhost${url}`)?.pathname ?? url;

const nobody = { staff: null, away: false };

/** Who is signed in; nobody when the database is away, which the page then says. */
async function readStaff(req: IncomingMessage, services: Services, url: string) {
  try {
    const staff = await readSession(services, req.headers.cookie, { touch: !refreshesItself(url) });
    return { staff, away: false };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    services.log.error({ err: innerError(error) }, 'the database is away');
    return { staff: null, away: true };
  }
}

interface Sent {
  /** The status of what is wrong with the request. */
  problem: number | null;
  /** What a form sent; null when nothing was sent, or nothing that a page may see. */
  body: Buffer | null;
}

/** By how many bytes a list may be too large and still be refused in words. */
const tooMuch = 2 * 1024 * 1024;

/** Pages that take a file, which is larger than any form. What is somewhat too large comes in, to be refused in words. */
const uploads: Readonly<Record<string, { action: Action; most: number }>> = {
  [logoUploadPath]: { action: 'configuration.save', most: mostUploadBytes },
  [importPath]: { action: 'people.save', most: 2 * mostSheetBytes },
  [listReadPath]: { action: 'list.write', most: mostFileBytes + tooMuch },
  [listGivePath]: { action: 'list.give', most: mostFileBytes + tooMuch },
};

/** How much may be posted: a file by who may change what it is for, else a form. */
function mostBytesOf(url: string, staff: StaffMember | null): number {
  const [path = ''] = url.split('?', 1);
  const upload = Object.hasOwn(uploads, path) ? uploads[path] : undefined;
  if (staff === null || !upload) return mostBytes;
  const mayUpload = reachFor({ kind: 'staff', staff, addressKey: '' }, upload.action) !== undefined;
  return mayUpload ? upload.most + mostBytes : mostBytes;
}

const wrong = (problem: number): Sent => ({ problem, body: null });

/**
 * What was sent, or what is wrong with it. A form without a cookie needs no origin: all it can do, anybody can do from
 * their own computer. One that says that it comes from elsewhere is refused wherever it goes.
 */
async function checkRequest(req: IncomingMessage, origins: Origins, most: number): Promise<Sent> {
  const { method, url = '' } = req;
  if (!isDecodable(url)) return wrong(404);
  if (method === 'GET' || method === 'HEAD') return { problem: null, body: null };
  if (method !== 'POST') return wrong(405);
  if (sourceOf(req, origins) === 'foreign') return wrong(403);
  const contentType = req.headers['content-type'] ?? '';
  const [type = ''] = contentType.split(';', 1);
  if (!formTypes.includes(type.trim().toLowerCase())) return wrong(415);
  const body = await readBody(req, most);
  if (!body.ok) return wrong(body.error === 'too-large' ? 413 : 415);
  if (countFields(body.bytes, contentType, mostFields + 1) > mostFields) return wrong(400);
  // Astro takes a body that was read already from here.
  Object.assign(req, { body: body.bytes });
  return { problem: null, body: body.bytes };
}

interface Sender extends Pick<PageParts, 'services' | 'origins'> {
  sessionId: string | null;
  body: Buffer | null;
}

/**
 * Where a session counts, a form of a client that does not say where it comes from carries the key of that session
 * (OWASP: Cross-Site Request Forgery Prevention): 403 without it.
 */
async function checkKey(
  req: IncomingMessage,
  { services, origins, sessionId, body }: Sender,
): Promise<number | null> {
  if (sessionId === null || body === null || sourceOf(req, origins) === 'own') return null;
  const key = formKeyOf(services.tokens, sessionId);
  return (await carriesKey(body, req.headers['content-type'] ?? '', key)) ? null : 403;
}
