import { createCaldavSource } from '#server/calendar/busy/caldav/caldavSource.ts';
import { createGraphApi, type GraphConfig, type GraphHosts } from '#server/calendar/busy/graph/graphApi.ts';
import { createGraphSource } from '#server/calendar/busy/graph/graphSource.ts';
import { createLinkSource } from '#server/calendar/busy/link/linkSource.ts';
import { createPicker } from '#server/calendar/busy/pick/picker.ts';
import type { Reach } from '#server/outgoing/reach.ts';
import type { BusySources } from './source.ts';

/** The ways to reach the calendars of casemanagers. */
export interface Calendars {
  sources: BusySources;
  reach: Reach;
  /** Whether the gemeente allowed calendars of Microsoft 365. */
  hasGraph: boolean;
  close(): Promise<void>;
}

/** Created once per process. A new kind of source is a line here, and a word in `calendarSourceKinds`. */
export function createCalendars(
  reach: Reach,
  graph: { config: GraphConfig; hosts: GraphHosts } | null = null,
): Calendars {
  const picker = createPicker();
  return {
    reach,
    hasGraph: graph !== null,
    sources: {
      link: createLinkSource(reach, picker),
      caldav: createCaldavSource(reach, picker),
      graph: createGraphSource(graph && createGraphApi(graph.config, graph.hosts)),
    },
    close: picker.close,
  };
}
