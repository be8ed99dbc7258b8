import type { FieldError } from '#server/kernel/fieldError.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { consentFields, needFields, type ReferField, whatFields, whenFields, whoFields } from './fields.ts';
import type { ReferWay } from './paths.ts';

// The screens of a referral, one after the other. Pure.

const fieldsOf = {
  who: whoFields,
  what: whatFields,
  needs: needFields,
  consent: consentFields,
  when: whenFields,
} as const satisfies Record<string, readonly ReferField[]>;

export type ReferStep = keyof typeof fieldsOf;

/** The screens of a way: with a link the jongere chooses the time. */
export const stepsOf = (way: ReferWay): readonly ReferStep[] =>
  way === 'samen' ? ['who', 'what', 'needs', 'consent', 'when'] : ['who', 'what', 'needs', 'consent'];

/** The fields that a screen asks. */
export const askedIn = (step: ReferStep): readonly ReferField[] => fieldsOf[step];

/** The screen that a form was sent from. */
export const sentFrom = (values: FormValues, way: ReferWay): ReferStep =>
  stepsOf(way).find((step) => step === typed(values, 'step')) ?? 'who';

/** Errors of the fields of a screen. */
export const errorsIn = (errors: readonly FieldError[], step: ReferStep): FieldError[] => {
  const asked: readonly string[] = fieldsOf[step];
  return errors.filter(({ field }) => asked.includes(field));
};

export type Move =
  /** To another screen. */
  | { to: ReferStep }
  /** Stays, or goes back, to where something is wrong. */
  | { wrong: ReferStep; errors: FieldError[] }
  /** All is said. */
  | 'done';

/**
 * Where a button leads from a screen: `back` to the one before, whatever is typed; `resume` to the first with something
 * wrong, at most as far as `reached`; else forward, when nothing is wrong on this one or before it.
 */
export function moveFrom(
  values: FormValues,
  { way, errors, pressed }: { way: ReferWay; errors: readonly FieldError[]; pressed: string | undefined },
): Move {
  const steps = stepsOf(way);
  const at = steps.indexOf(sentFrom(values, way));
  if (pressed === 'back') return { to: steps[Math.max(0, at - 1)] ?? 'who' };
  if (pressed === 'resume') {
    const before = typed(values, 'reached');
    const reached = steps.findIndex((step) => before !== undefined && step === before);
    const first = steps.findIndex((step) => errorsIn(errors, step).length > 0);
    const end = Math.max(reached, 0);
    return { to: steps[first < 0 ? end : Math.min(first, end)] ?? 'who' };
  }
  for (const step of steps.slice(0, at + 1)) {
    const wrong = errorsIn(errors, step);
    if (wrong.length > 0) return { wrong: step, errors: wrong };
  }
  const next = steps[at + 1];
  return next === undefined ? 'done' : { to: next };
}
