import { z } from 'zod';
import { type ExceptionDraft, exceptionDraftSchema } from '#server/availability/exceptionDraft.ts';
import type { StoredException } from '#server/availability/exceptionRows.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { readPeriod } from '#ui/readPeriod.ts';
import { versionIn } from '#ui/version.ts';
import { whatOf } from './words.ts';

/** The form as it is shown: a draft, and of which exception it is a change. */
export interface ExceptionForm {
  draft: ExceptionDraft;
  change?: { id: string; version: number } | undefined;
}

/** What was typed. A period without an end is one day. */
export function readDraft(values: FormValues, today: string): ExceptionForm {
  const [dateFrom, dateUntil] = readPeriod(values.dateFrom, values.dateUntil, today);
  const draft = exceptionDraftSchema.parse({
    what: values.what,
    dateFrom,
    dateUntil,
    from: values.from,
    until: values.until,
    location: values.location,
    modalities: values.modalities,
    wholeDays: values.duration !== 'part',
  });
  const id = typed(values, 'id');
  return {
    draft: { ...draft, dateUntil: draft.dateUntil || draft.dateFrom },
    change: id ? { id, version: versionIn(values) } : undefined,
  };
}

/** One that stands, to change it. */
export function draftOf(exception: StoredException): ExceptionForm {
  const { id, version, dateFrom, dateUntil, from, until } = exception;
  const extra = exception.kind === 'extra' ? exception : null;
  return {
    change: { id, version },
    draft: {
      what: whatOf(exception),
      dateFrom,
      dateUntil,
      wholeDays: from === null,
      from: from ?? '',
      until: until ?? '',
      location: extra?.location ?? '',
      modalities: [...(extra?.modalities ?? [])],
    },
  };
}

/** The quick ways in: each fills the form for what happens most. */
export const quickWays = [
  'ill-today',
  'ill-tomorrow',
  'ill-monday',
  'off',
  'off-monday',
  'off-next-week',
  'training',
  'extra',
] as const;
export type QuickWay = (typeof quickWays)[number];

export function quickDraft(way: string | null, today: string): ExceptionForm {
  const tomorrow = addDays(today, 1);
  const monday = addDays(mondayOf(today), 7);
  const day = (what: string, date: string) => ({ what, dateFrom: date, dateUntil: date, wholeDays: true });
  const empty = { dateFrom: '', dateUntil: '', wholeDays: true };
  const quick: Record<QuickWay, object> = {
    'ill-today': day('ziek', today),
    'ill-tomorrow': day('ziek', tomorrow),
    'ill-monday': day('ziek', monday),
    off: { ...empty, what: 'verlof' },
    'off-monday': day('verlof', monday),
    'off-next-week': { ...day('verlof', monday), dateUntil: addDays(monday, 4) },
    training: { ...empty, what: 'training', wholeDays: false },
    extra: { ...empty, what: 'extra', modalities: ['op-locatie', 'telefoon'] },
  };
  const known = quickWays.find((one) => one === way);
  return { draft: exceptionDraftSchema.parse(known ? quick[known] : empty) };
}

/** A part of one day that was drawn in the agenda, out of the address that this led to; null when there is none in it. */
export function drawnDraft(query: URLSearchParams): ExceptionForm | null {
  const [date, from, until] = ['date', 'from', 'until'].map((name) => query.get(name) ?? '');
  if (!z.iso.date().safeParse(date).success) return null;
  const draft = { dateFrom: date, dateUntil: date, wholeDays: false, from, until };
  return { draft: exceptionDraftSchema.parse(draft) };
}
