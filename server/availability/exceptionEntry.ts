import type { HistoryEntry } from '#server/kernel/history.ts';

/**
 * What the history says of an exception. Why somebody is away is not in it, and `until` lets `forgetExceptions` remove it
 * together with the exception.
 */
export function exceptionEntry(
  what: 'exception-saved' | 'exception-removed',
  casemanagerId: string,
  { kind, dateFrom, dateUntil }: { kind: string; dateFrom: string; dateUntil: string },
): HistoryEntry {
  return {
    about: { kind: 'casemanager', id: casemanagerId },
    what,
    details: { kind, from: dateFrom, until: dateUntil },
  };
}
