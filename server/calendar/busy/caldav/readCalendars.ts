import { createHash } from 'node:crypto';
import { propfind } from 'tsdav';
import type { Interval } from '#server/slots/types.ts';
import type { Dav } from './davFetch.ts';
import { eventsWith, report } from './report.ts';

/** A time as a filter of CalDAV has it (RFC 4791 9.9). */
const stamp = (epochMs: number) => `${new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/**
 * The events of a calendar that touch a window, each a calendar of its own with the exceptions of its rule; nothing of one that
 * cannot be seen.
 */
export async function readCalendar(dav: Dav, calendar: string, { start, end }: Interval): Promise<string[]> {
  const window = { start: stamp(start), end: stamp(end) };
  const stored = await report(dav, calendar, eventsWith({ 'c:time-range': { _attributes: window } }));
  return stored.map(({ text }) => text ?? '');
}

/** One text that changes whenever one of the calendars does; null when a server does not say. */
export async function markOf(dav: Dav, calendars: readonly string[]): Promise<string | null> {
  const marks = await Promise.all(
    calendars.map(async (url) => {
      const [answer] = await propfind({
        url,
        props: { 'cs:getctag': {}, 'd:sync-token': {} },
        depth: '0',
        fetch: dav.ask,
      });
      const { getctag, syncToken } = answer?.props ?? {};
      const known = [syncToken, getctag].find((one) => typeof one === 'string' || typeof one === 'number');
      return known === undefined ? null : `${url} ${known}`;
    }),
  );
  if (marks.includes(null)) return null;
  return createHash('sha256').update(marks.join('\n')).digest('base64url');
}
