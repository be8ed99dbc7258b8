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
  return { title: t(`calendars.server.${fault}`), toDo: t(`calendars.server.${fault}.do`) };
}
