import { deleteObject, updateObject } from 'tsdav';
import { type Failure, failureOf, faultOfStatus, waitMsOf } from '../fault.ts';
import type { CalendarWriter, PutAnswer, RemoveAnswer, WrittenEntry } from '../source.ts';
import type { Dav } from './davFetch.ts';
import { eventsWith, mostMark, report, type Stored } from './report.ts';

const atOnce = 100;

/** Writes entries into one calendar by CalDAV (RFC 4791 5.3.2), each at a name that its UID gives. */
export function createCaldavWriter(dav: Dav, calendar: string): CalendarWriter {
  const base = calendar.endsWith('/') ? calendar : `${calendar}/`;
  const nameOf = (uid: string) => new URL(`${uid.replaceAll(/[^\w-]/g, '-')}.ics`, base).href;
  const attempt = async <T>(act: () => Promise<T>): Promise<T | Failure> => {
    try {
      return await act();
    } catch (error) {
      return failureOf(error, dav.signal);
    }
  };

  const send = async (
    place: string,
    { text }: WrittenEntry,
    mark: string | null,
  ): Promise<PutAnswer | null> => {
    const headers = { 'content-type': 'text/calendar; charset=utf-8', ...onlyAs(mark) };
    const answer = await updateObject({ url: place, data: text, headers, fetch: dav.send });
    const { ok, status } = answer;
    if (ok) {
      const etag = answer.headers.get('etag');
      return { ok, place, mark: etag !== null && etag.length <= mostMark ? etag : null };
    }
    // It is not as we left it, or not there any more.
    if (mark !== null && (status === 412 || status === 404)) return { ok, fault: 'changed' };
    // Perhaps the calendar has this UID at another place: somebody took over a mail or a file.
    if (status === 400 || status === 403 || status === 409) return null;
    return refused(answer);
  };

  return {
    holds: (place) => place.startsWith(base),
    placeOf: nameOf,
    put: (entry, { place, mark }) =>
      attempt(async () => {
        const own = place ?? nameOf(entry.uid);
        const answer = await send(own, entry, mark);
        if (answer !== null) return answer;
        const other = await placeOf(dav, base, entry.uid);
        const isThere = other !== null && other.place !== own && other.place.startsWith(base);
        const again = isThere ? await send(other.place, entry, other.mark) : null;
        return again ?? { ok: false, fault: 'read-only' };
      }),
    remove: (uid, { place, mark }) =>
      attempt(async (): Promise<RemoveAnswer> => {
        const headers = onlyAs(mark);
        const answer = await deleteObject({ url: place ?? nameOf(uid), headers, fetch: dav.send });
        if (answer.ok || answer.status === 404 || answer.status === 410) return { ok: true };
        if (mark !== null && answer.status === 412) return { ok: false, fault: 'changed' };
        return refused(answer);
      }),
    look: (places) =>
      attempt(async () => {
        const marks = new Map<string, string | null>();
        for (let from = 0; from < places.length; from += atOnce) {
          const some = places.slice(from, from + atOnce);
          const stored = await report(dav, base, {
            'calendar-multiget': {
              'd:prop': { 'd:getetag': {} },
              'd:href': some.map((place) => new URL(place).pathname),
            },
          });
          const found = new Map(stored.map((one) => [plain(one.place), one.mark]));
          for (const place of some) {
            const mark = found.get(plain(place));
            if (mark !== undefined) marks.set(place, mark);
          }
        }
        return { ok: true as const, marks };
      }),
  };
}

/** Nothing is done to what is not as we left it. A weak mark never matches (RFC 9110 13.1.1). */
const onlyAs = (mark: string | null): Record<string, string> =>
  mark === null || mark.startsWith('W/') ? {} : { 'if-match': mark };

/** An address as it is compared: a server may write its signs in another way. */
function plain(place: string): string {
  // Behind a proxy it may name itself in another way, too.
  const { pathname } = new URL(place);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

async function placeOf(dav: Dav, calendar: string, uid: string): Promise<Stored | null> {
  const found = await report(
    dav,
    calendar,
    eventsWith({ 'c:prop-filter': { _attributes: { name: 'UID' }, 'c:text-match': uid } }),
  );
  // A server that finds more than it was asked for names what is somebody else's.
  const isIt = ({ text }: Stored) =>
    text
      ?.replaceAll(/\r?\n[ \t]/g, '')
      .split(/\r?\n/)
      .includes(`UID:${uid}`);
  return found.find(isIt) ?? null;
}

function refused({ status, headers }: Response): Failure {
  // Whoever signed in may not change this one.
  const fault = status === 403 ? 'read-only' : status === 413 ? 'too-large' : faultOfStatus(status);
  const waitMs = waitMsOf(headers.get('retry-after'));
  return waitMs === null ? { ok: false, fault } : { ok: false, fault, waitMs };
}
