import type { Picker } from '#server/calendar/busy/pick/picker.ts';
import type { Reach } from '#server/outgoing/reach.ts';
import { failureOf } from '../fault.ts';
import type { BusySource } from '../source.ts';
import { createCaldavWriter } from './caldavWriter.ts';
import { davFetch } from './davFetch.ts';
import { markOf, readCalendar } from './readCalendars.ts';
import { caldavSecret } from './secret.ts';

/** Calendars on a server of CalDAV (RFC 4791): some make their owner busy, and one is written into. */
export function createCaldavSource(reach: Reach, picker: Pick<Picker, 'pick'>): BusySource {
  return {
    async readBusy(secret, { mark, signal, ...question }) {
      const { busy, ...signIn } = caldavSecret(secret);
      const dav = davFetch(reach, signIn, signal);
      try {
        // Before what stands in them: what changes in between is read again at the next turn.
        const now = await markOf(dav, busy);
        if (mark !== null && now === mark) return { ok: true, unchanged: true };
        const texts: string[] = [];
        for (const calendar of busy) texts.push(...(await readCalendar(dav, calendar, question.window)));
        // Each is one event: one that is broken hides no other.
        const whole = texts.filter(isWhole);
        const result = await picker.pick(whole, question);
        if (!result.ok) return result;
        const leftOut = result.picked.leftOut + texts.length - whole.length;
        return { ok: true, unchanged: false, mark: now, ...result.picked, leftOut };
      } catch (error) {
        return failureOf(error, signal);
      }
    },
    writer(secret, signal) {
      const { write, ...signIn } = caldavSecret(secret);
      return write === null ? null : createCaldavWriter(davFetch(reach, signIn, signal), write);
    },
  };
}

const isWhole = (text: string): boolean =>
  /^\s*BEGIN:VCALENDAR\r?\n/i.test(text) && /\nEND:VCALENDAR\s*$/i.test(text);
