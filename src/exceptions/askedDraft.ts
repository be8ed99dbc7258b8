import { exceptionDraftSchema } from '#server/availability/exceptionDraft.ts';
import { workOn } from '#server/availability/workOn.ts';
import type { Casemanager } from '#server/roster/types.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import type { ExceptionForm } from './form.ts';

/** Being away, as it was typed somewhere else: dates are `2026-11-24`, times `14:00`; both null on whole days. */
interface AskedAbsence {
  what: string;
  dateFrom: string;
  dateUntil: string;
  from: string | null;
  until: string | null;
}

/** The page of exceptions with its form filled in; nothing is saved before it is sent there. */
export function absencePath({ what, dateFrom, dateUntil, from, until }: AskedAbsence): string {
  const part = { from: from ?? undefined, until: until ?? undefined };
  return withQuery(staffPaths.exceptions(), { what, dateFrom, dateUntil, ...part });
}

/** The form that an address asks for; null when that is none. Of a part of a day the rest are the hours of work. */
export function askedDraft(
  query: URLSearchParams,
  casemanager: Casemanager | undefined,
): ExceptionForm | null {
  if (!query.has('what')) return null;
  const wholeDays = !query.has('from') && !query.has('until');
  const draft = exceptionDraftSchema.parse({ ...Object.fromEntries(query), wholeDays });
  const isDate = /^20\d\d-\d\d-\d\d$/.test(draft.dateFrom) && !Number.isNaN(Date.parse(draft.dateFrom));
  const work = wholeDays || !isDate ? null : workOn(casemanager, draft.dateFrom);
  return {
    draft: { ...draft, from: draft.from || (work?.from ?? ''), until: draft.until || (work?.until ?? '') },
  };
}
