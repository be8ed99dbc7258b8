import { z } from 'zod';
import type { Language } from '#server/kernel/languages.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { refusedAs, refusedInvalid, refusedSameTime, refusedTaken } from '#ui/refusals.ts';
import type { TakenForm } from '#ui/takeForm.ts';
import { type TextKey, texts } from '../content/texts.ts';
import { careNotDone } from './carryOut.ts';
import { refused } from './errors.ts';

/** An act in place that was not done: it comes back to where it was asked, with all that was typed. */
export interface RefusedAct {
  act: string | undefined;
  values: FormValues;
  /** By the fields of the acts in place. */
  errors: PageErrors;
  status: number;
  /** The jongere has another afspraak then: who insists does it all the same. */
  sameTime: boolean;
}

const refusals = z.union([
  careNotDone,
  refusedInvalid,
  refusedTaken,
  refusedSameTime,
  refusedAs('not-found', 'changed', 'too-late', 'key-reused', 'taken'),
]);

const words: Readonly<Record<string, { fields: readonly string[]; taken?: TextKey }>> = {
  move: { fields: ['start', 'message'], taken: 'care.error.taken' },
  'follow-up': { fields: [], taken: 'care.error.taken' },
  'hand-over': { fields: ['to', 'message'], taken: 'care.error.not-free' },
  'choose-again': { fields: ['message'] },
  cancel: { fields: ['message'] },
};

/** The act whose form is shown again on this page; null when there is none. */
export async function refusedAct(lang: Language, form: TakenForm): Promise<RefusedAct | null> {
  const { values } = form;
  if (!values || form.sent) return null;
  const result = await form.answer(refusals, () => {
    throw new Error('expected a form that was sent before');
  });
  const act = typed(values, 'act');
  const { errors, status } = said(lang, act, result?.ok ? undefined : result);
  return { act, values, errors, status, sameTime: !!result && 'start' in result };
}

function said(
  lang: Language,
  act: string | undefined,
  result: Exclude<z.infer<typeof refusals>, { ok: true }> | undefined,
) {
  if (!result) return { errors: pageErrors([]), status: 200 };
  if ('status' in result) return { errors: pageErrors(result.errors), status: result.status };
  const answer = refused(lang, { result, ...(words[act ?? ''] ?? { fields: [] }) });
  // There its own page says so; here the act is not among those that can be done any more.
  const late: SaidError[] = answer.errors.summary.length === 0 ? [{ message: texts(lang)('care.late') }] : [];
  const errors = [...answer.errors.summary, ...late].map(({ field, message }): SaidError => {
    if (field === undefined) return { message };
    return { field: field === 'message' ? wordId(act ?? '') : field, message };
  });
  return { errors: pageErrors(errors), status: answer.status };
}

/** The id of the field for a word to the jongere, of which each act in place has one. */
export const wordId = (act: string) => `word-${act}`;
