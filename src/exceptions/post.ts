import type { ExceptionFault } from '../../server/availability/checkException.ts';
import type { Clashes } from '../../server/availability/clashes.ts';
import type { StoredException } from '../../server/availability/exceptionRows.ts';
import { removeException } from '../../server/availability/removeException.ts';
import { saveException } from '../../server/availability/saveException.ts';
import type { Ctx } from '../../server/context.ts';
import { readForm, typed } from '../booking/form.ts';
import type { texts } from '../content/texts.ts';
import { type ExceptionForm, readDraft } from './form.ts';
import type { exceptionWords } from './words.ts';

/** Why the page comes again, with what was typed. */
export interface Posted {
  status: 409 | 422;
  errors: { field?: string; message: string }[];
  form?: ExceptionForm;
  /** What stands there already, or how it is by now. */
  standing?: { title: string; lines: string[]; advice: string };
  /** It may be saved all the same. */
  anyway?: boolean;
}

interface Posting {
  ctx: Ctx;
  request: Request;
  casemanagerId: string;
  t: ReturnType<typeof texts>;
  say: ReturnType<typeof exceptionWords>;
}

type Answer = Posted | { done: 'opgeslagen' | 'verwijderd' } | 'not-found' | null;

/** Carries out what the page of exceptions posted; null when that was no form. */
export async function postException(posting: Posting): Promise<Answer> {
  const values = await readForm(posting.request);
  if (values === null) return null;
  const pressed = typed(values, 'doe');
  if (pressed === 'verwijderen')
    return remove(posting, { id: typed(values, 'id') ?? '', version: typed(values, 'versie') ?? '' });
  return save(posting, readDraft(values), pressed === 'toch');
}

async function remove({ ctx, t, say }: Posting, which: { id: string; version: string }): Promise<Answer> {
  const result = await removeException(ctx, which);
  if (result.ok) return { done: 'verwijderd' };
  if (result.error === 'not-found')
    return { status: 409, errors: [{ message: t('exceptions.error.remove-gone') }] };
  const standing = nowIs(t, say, result.now);
  return { status: 409, errors: [{ message: t('exceptions.error.remove-changed') }], standing };
}

async function save(
  { ctx, casemanagerId, t, say }: Posting,
  form: ExceptionForm,
  anyway: boolean,
): Promise<Answer> {
  const result = await saveException(ctx, { casemanagerId, ...form, anyway });
  if (result.ok) return { done: 'opgeslagen' };
  switch (result.error) {
    case 'not-found':
      return 'not-found';
    case 'invalid':
      return { status: 422, errors: result.faults.map((fault) => toError(t, fault)), form };
    case 'gone':
      // What was typed can be saved as a new one.
      return { status: 409, errors: [{ message: t('exceptions.error.gone') }], form: { draft: form.draft } };
    case 'changed': {
      const { id, version } = result.now;
      return {
        status: 409,
        errors: [{ message: t('exceptions.error.changed') }],
        form: { draft: form.draft, change: { id, version } },
        standing: nowIs(t, say, result.now),
      };
    }
    case 'clashes': {
      const message = result.anyway ? t('exceptions.error.absence-twice') : t('exceptions.error.extra-clash');
      const lines = clashLines(say, result.clashes);
      const advice = result.anyway ? t('exceptions.clash.anyway') : t('exceptions.clash.advice');
      const standing = { title: t('exceptions.clash.title'), lines, advice };
      return {
        status: 409,
        errors: [{ field: 'vanaf', message }],
        form,
        standing,
        anyway: result.anyway,
      };
    }
  }
}

function nowIs(t: Posting['t'], say: Posting['say'], now: StoredException) {
  return { title: t('exceptions.now.title'), lines: [say.line(now)], advice: t('exceptions.now.advice') };
}

function clashLines(
  say: Posting['say'],
  { absences, extraHours, rules }: Clashes<StoredException>,
): string[] {
  return [...absences.map(say.line), ...extraHours.map(say.line), ...new Set(rules.map(say.rule))];
}

const fields: Record<ExceptionFault['field'], string> = {
  what: 'soort',
  dateFrom: 'vanaf',
  dateUntil: 'tot-en-met',
  from: 'van',
  until: 'tot',
  location: 'plek',
  modalities: 'manieren',
};

const toError = (t: Posting['t'], { field, error }: ExceptionFault) => ({
  field: fields[field],
  message: t(`exceptions.error.${error}`),
});
