import { DAVNamespace, davRequest, getDAVAttribute } from 'tsdav';
import { z } from 'zod';
import { Stopped } from '../fault.ts';
import type { Dav } from './davFetch.ts';

/** Longer ones are no use to us. */
export const mostMark = 300;

/** What stands in a calendar at one place: `text` is null where it was not asked for, and both where it cannot be seen. */
export interface Stored {
  /** An absolute address. */
  place: string;
  mark: string | null;
  text: string | null;
}

const namespaces = getDAVAttribute([DAVNamespace.DAV, DAVNamespace.CALDAV]);
const textSchema = z.union([z.string(), z.object({ _cdata: z.string() }).transform(({ _cdata }) => _cdata)]);

const multistatus = z.object({ multistatus: z.unknown() });

/** A REPORT on a calendar (RFC 4791 7): what matches, or stands at the asked places. Throws `Stopped` and what Node says. */
export async function report(dav: Dav, calendar: string, body: Record<string, unknown>): Promise<Stored[]> {
  const [name, asked] = Object.entries(body)[0] ?? [];
  if (name === undefined || typeof asked !== 'object') throw new Error('expected one report');
  const answers = await davRequest({
    url: calendar,
    init: {
      method: 'REPORT',
      namespace: 'c',
      headers: { depth: '1' },
      body: { [name]: { _attributes: namespaces, ...asked } },
    },
    fetch: dav.ask,
  });
  const stored: Stored[] = [];
  for (const { href, status, raw, props } of answers) {
    // XML, but of something else, or only half of it.
    if (!multistatus.safeParse(raw).success) throw new Stopped('no-calendar');
    // Nothing matched.
    if (href === undefined) continue;
    // RFC 4791 7.8.1: there is more than the server gives at once.
    if (status === 507) throw new Stopped('too-much');
    if (status === 404 || status === 410) continue;
    const etag = status < 400 ? props?.getetag : null;
    const text = textSchema.safeParse(props?.calendarData);
    stored.push({
      place: new URL(href, calendar).href,
      mark: etag === undefined || etag === null || String(etag).length > mostMark ? null : String(etag),
      text: text.success ? text.data : null,
    });
  }
  return stored;
}

/** Asks for the events that a filter on VEVENT lets through (RFC 4791 9.7), with what stands in them. */
export const eventsWith = (filter: Record<string, unknown>) => ({
  'calendar-query': {
    'd:prop': { 'd:getetag': {}, 'c:calendar-data': {} },
    'c:filter': {
      'c:comp-filter': {
        _attributes: { name: 'VCALENDAR' },
        'c:comp-filter': { _attributes: { name: 'VEVENT' }, ...filter },
      },
    },
  },
});
