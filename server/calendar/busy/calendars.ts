import { createCaldavSource } from '#server/calendar/busy/caldav/caldavSource.ts';
import { createLinkSource } from '#server/calendar/busy/link/linkSource.ts';
import { createPicker } from '#server/calendar/busy/pick/picker.ts';
import type { Reach } from '#server/outgoing/reach.ts';
import type { BusySources } from './source.ts';

/** The ways to reach the calendars of casemanagers. */
export interface Calendars {
  sources: BusySources;
  reach: Reach;
  close(): Promise<void>;
}

/** Created once per process. A new kind of source is a line here, and a word in `calendarSourceKinds`. */
export function createCalendars(reach: Reach): Calendars {
  const picker = createPicker();
  return {
    reach,
    sources: { link: createLinkSource(reach, picker), caldav: createCaldavSource(reach, picker) },
    close: picker.close,
  };
}
