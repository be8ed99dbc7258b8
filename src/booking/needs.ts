import type { Needs } from '#server/booking/needs.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';

// What a jongere needs, as three boxes of a form and the language under the first.

export const needNames = ['needsInterpreter', 'interpreter', 'companion', 'stepFree'] as const;

/** What the fields show. */
export type NeedValues = Partial<Record<(typeof needNames)[number], string | undefined>>;

/** What was typed, to show again whatever is wrong with it. */
export const typedNeeds = (values: FormValues): NeedValues => ({
  needsInterpreter: typed(values, 'needsInterpreter'),
  interpreter: typed(values, 'interpreter'),
  companion: typed(values, 'companion'),
  stepFree: typed(values, 'stepFree'),
});

/** What is kept. */
export const keptNeeds = ({ companion, interpreter, stepFree }: Needs): NeedValues => ({
  needsInterpreter: interpreter === null ? undefined : 'yes',
  interpreter: interpreter ?? undefined,
  companion: companion ?? undefined,
  stepFree: stepFree ? 'yes' : undefined,
});

/** The posted fields as the verbs take them; not judged yet. */
export const sentNeeds = (values: FormValues) => ({
  companion: optional(values, 'companion'),
  interpreter: values.needsInterpreter === 'yes' ? (values.interpreter ?? '') : undefined,
  stepFree: values.stepFree === 'yes' || undefined,
});
