import { z } from 'zod';
import type { ExceptionFault } from '#server/availability/checkException.ts';
import type { Clashes } from '#server/availability/clashes.ts';
import { exceptionDraftSchema } from '#server/availability/exceptionDraft.ts';
import type { StoredException } from '#server/availability/exceptionRows.ts';
import { removeException } from '#server/availability/removeException.ts';
import { saveException } from '#server/availability/saveException.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type SaidError, saidErrorsSchema, sayErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { versionIn } from '#ui/version.ts';
import type { texts } from '../content/texts.ts';
import { type ExceptionForm, readDraft } from './form.ts';
import type { exceptionWords } from './words.ts';

/** Why the page comes again, with what was typed. */
export const exceptionNotDone = z.object({
  ok: z.literal(false),
  status: z.union([z.literal(404), z.literal(409), z.literal(422)]),
  errors: saidErrorsSchema,
  form: z
    .object({
      draft: exceptionDraftSchema,
      change: z.object({ id: z.string(), version: z.number() }).optional(),
    })
    .exactOptional(),
  /** What stands there already, or how it is by now. */
  standing: z.object({ title: z.string(), lines: z.array(z.string()), advice: z.string() }).exactOptional(),
  /** It may be saved all the same. */
  anyway: z.boolean().exactOptional(),
});
export type NotDone = z.output<typeof exceptionNotDone>;

interface Posting {
  ctx: Ctx;
  casemanagerId: string;
  t: ReturnType<typeof texts>;
  say: ReturnType<typeof exceptionWords>;
}

type Answer = NotDone | { ok: true; done: 'saved' | 'removed' };

/** Carries out what the page of exceptions posted. */
export async function carryOut(posting: Posting, values: FormValues): Promise<Answer> {
  const pressed = typed(values, 'action');
  if (pressed === 'remove')
    return remove(posting, { id: typed(values, 'id') ?? '', version: versionIn(values) });
  return save(posting, readDraft(values, dateInAmsterdam(posting.ctx.clock.now())), pressed === 'anyway');
}

async function remove({ ctx, t, say }: Posting, which: { id: string; version: number }): Promise<Answer> {
  const result = await removeException(ctx, which);
  if (result.ok) return { ok: true, done: 'removed' };
  if (result.error === 'not-found')
    return { ok: false, status: 409, errors: [{ message: t('exceptions.error.remove-gone') }] };
  const standing = nowIs(t, say, result.now);
  return { ok: false, status: 409, errors: [{ message: t('exceptions.error.remove-changed') }], standing };
}

async function save(
  { ctx, casemanagerId, t, say }: Posting,
  form: ExceptionForm,
  anyway: boolean,
): Promise<Answer> {
  const result = await saveException(ctx, { casemanagerId, ...form, anyway });
  if (result.ok) return { ok: true, done: 'saved' };
  switch (result.error) {
    case 'not-found':
      return { ok: false, status: 404, errors: [] };
    case 'invalid':
      return { ok: false, status: 422, errors: faultWords(t, result.faults), form };
    case 'gone':
      // What was typed can be saved as a new one.
      return {
        ok: false,
        status: 409,
        errors: [{ message: t('exceptions.error.gone') }],
        form: { draft: form.draft },
      };
    case 'changed': {
      const { id, version } = result.now;
      return {
        ok: false,
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
        ok: false,
        status: 409,
        errors: [{ field: 'dateFrom', message }],
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

const fields = ['what', 'dateFrom', 'dateUntil', 'from', 'until', 'location', 'modalities'];

function faultWords(t: Posting['t'], faults: readonly ExceptionFault[]): SaidError[] {
  const errors = faults.map(({ field, error }) => ({ field, message: t(`exceptions.error.${error}`) }));
  return sayErrors(errors, { fields, say: (words) => words });
}
