import { z } from 'zod';
import type { Interval } from '#server/slots/types.ts';
import { joined } from '#server/slots/windows.ts';
import { failureOf, Stopped } from '../fault.ts';
import type { BusySource } from '../source.ts';
import { busyOf, ownProperty, pageSchema, queryOf } from './busyOf.ts';
import type { GraphApi } from './graphApi.ts';
import { createGraphWriter } from './graphWriter.ts';

const secretSchema = z.object({ mailbox: z.string() });

/** What is sealed of a connection: the mailbox that afspraken are written into. */
export const graphSecret = (mailbox: string): string => JSON.stringify({ mailbox: mailbox.toLowerCase() });

const mostPages = 50;
const mostEvents = 25_000;

/** The calendar of a mailbox of Microsoft 365; `null` where the gemeente did not allow that, or does not any more. */
export function createGraphSource(api: GraphApi | null): BusySource {
  const mailboxOf = (secret: string) => secretSchema.parse(JSON.parse(secret)).mailbox;
  return {
    async readBusy(secret, { window, signal, me, ...counts }) {
      if (api === null) return { ok: false, fault: 'sign-in' };
      try {
        const query = queryOf({
          startDateTime: new Date(window.start).toISOString(),
          endDateTime: new Date(window.end).toISOString(),
          $select: 'start,end,isAllDay,isCancelled,showAs,responseStatus,iCalUId',
          $expand: `singleValueExtendedProperties($filter=id eq '${ownProperty}')`,
          $top: '500',
        });
        const intervals: Interval[] = [];
        // The address of the account as it is now: a beheerder may have corrected it.
        let next: string | undefined =
          `users/${encodeURIComponent(me[0] ?? mailboxOf(secret))}/calendarView?${query}`;
        for (let page = 0; next !== undefined; page += 1) {
          if (page >= mostPages) throw new Stopped('too-much');
          const { status, body } = await api.ask(next, { signal });
          if (status === 404) throw new Stopped('gone');
          const read = pageSchema.safeParse(body);
          if (!read.success) throw new Stopped('no-calendar');
          if (intervals.length + read.data.value.length > mostEvents) throw new Stopped('too-much');
          for (const event of read.data.value) {
            const busy = busyOf(event, counts);
            if (busy) intervals.push(clipped(busy, window));
          }
          next = read.data['@odata.nextLink'];
        }
        const stretches = joined(intervals);
        return { ok: true, unchanged: false, mark: null, intervals: stretches, leftOut: 0, unknownZones: [] };
      } catch (error) {
        return failureOf(error, signal);
      }
    },
    writer: (secret, signal) => (api === null ? null : createGraphWriter(api, mailboxOf(secret), signal)),
  };
}

const clipped = ({ start, end }: Interval, window: Interval): Interval => ({
  start: Math.max(start, window.start),
  end: Math.min(end, window.end),
});
