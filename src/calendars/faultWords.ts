import type { Failure } from '#server/calendar/busy/fault.ts';
import type { CalendarSource } from '#server/calendar/busy/readSources.ts';
import { texts } from '../content/texts.ts';

/** What is wrong with a calendar elsewhere, and what its owner can do: who signs in is told other things than who gave a link. */
export function faultWords(
  kind: CalendarSource['kind'],
  fault: Failure['fault'],
): { title: string; toDo: string } {
  const t = texts();
  if (kind === 'link')
    return { title: t(`calendars.fault.${fault}`), toDo: t(`calendars.fault.${fault}.do`) };
  if (kind === 'graph' && (fault === 'sign-in' || fault === 'gone'))
    return { title: t(`calendars.graph.${fault}`), toDo: t(`calendars.graph.${fault}.do`) };
  // Where Microsoft is nobody chose, so that an address is wrong is a failure of the line.
  const said = kind === 'caldav' || fault === 'full' || fault === 'sealed' ? fault : 'trouble';
  return { title: t(`calendars.server.${said}`), toDo: t(`calendars.server.${said}.do`) };
}
