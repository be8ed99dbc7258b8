import type { FieldError } from '#server/kernel/fieldError.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { asked, type ReportStep, reportSteps } from './fields.ts';

// The pages of a report, one after the other. Pure.

/** The page that a form was sent from. */
export const sentFrom = (values: FormValues): ReportStep =>
  reportSteps.find((step) => step === typed(values, 'step')) ?? 'pupil';

/** Errors of the fields of a page. */
export const errorsIn = (errors: readonly FieldError[], step: ReportStep): FieldError[] => {
  const here: readonly string[] = asked[step];
  return errors.filter(({ field }) => here.includes(field));
};

export type Move =
  /** To another page. */
  | { to: ReportStep }
  /** Stays, or goes back, to where something is wrong. */
  | { wrong: ReportStep; errors: FieldError[] }
  /** All is said. */
  | 'done';

/**
 * Where a button leads from a page: `back` to the one before, whatever is typed; `change-…` to that page; else forward, when nothing
 * is wrong on this one or before it: to the last page at once for who came from there.
 */
export function moveFrom(values: FormValues, errors: readonly FieldError[]): Move {
  const at = reportSteps.indexOf(sentFrom(values));
  const pressed = typed(values, 'action');
  if (pressed === 'back') return { to: reportSteps[Math.max(0, at - 1)] ?? 'pupil' };
  const change = reportSteps.find((step) => pressed === `change-${step}`);
  if (change !== undefined) return { to: change };
  const last = reportSteps.length - 1;
  const isSeen = typed(values, 'seen') === 'yes';
  for (const step of reportSteps.slice(0, isSeen ? last : at + 1)) {
    const wrong = errorsIn(errors, step);
    if (wrong.length === 0) continue;
    // A later page was right until something before it changed: it is shown, with what is wrong now.
    return { wrong: step, errors: wrong };
  }
  if (at === last) return 'done';
  return { to: (isSeen ? 'check' : reportSteps[at + 1]) ?? 'check' };
}
