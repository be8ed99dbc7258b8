import { type ExceptionDraft, exceptionDraftSchema } from '#server/availability/exceptionDraft.ts';
import type { StoredException } from '#server/availability/exceptionRows.ts';
import { addDays } from '#server/kernel/time.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { versionIn } from '#ui/version.ts';
import { whatOf } from './words.ts';

/** The form as it is shown: a draft, and of which exception it is a change. */
export interface ExceptionForm {
  draft: ExceptionDraft;
  change?: { id: string; version: number } | undefined;
}

/** What was typed. A period without an end is one day. */
export function readDraft(values: FormValues): ExceptionForm {
  const draft = exceptionDraftSchema.parse({
    what: values.soort,
    dateFrom: values.vanaf,
    dateUntil: values['tot-en-met'],
    from: values.van,
    until: values.tot,
    location: values.plek,
    modalities: values.manieren,
    wholeDays: values.duur !== 'deel',
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
      modalities: extra?.modalities ?? [],
    },
  };
}

/** The quick ways in: each fills the form for what happens most. */
export const quickWays = ['ziek-vandaag', 'ziek-morgen', 'vrij', 'training', 'extra'] as const;
export type QuickWay = (typeof quickWays)[number];

export function quickDraft(way: string | null, today: string): ExceptionForm {
  const tomorrow = addDays(today, 1);
  const empty = { dateFrom: '', dateUntil: '', wholeDays: true };
  const quick: Record<QuickWay, object> = {
    'ziek-vandaag': { what: 'ziek', dateFrom: today, dateUntil: today, wholeDays: true },
    'ziek-morgen': { what: 'ziek', dateFrom: tomorrow, dateUntil: tomorrow, wholeDays: true },
    vrij: { ...empty, what: 'verlof' },
    training: { ...empty, what: 'training', wholeDays: false },
    extra: { ...empty, what: 'extra', modalities: ['op-locatie', 'telefoon'] },
  };
  const known = quickWays.find((one) => one === way);
  return { draft: exceptionDraftSchema.parse(known ? quick[known] : empty) };
}
