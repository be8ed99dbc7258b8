import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type TextKey, texts } from '../content/texts.ts';
import type { PlanNotDone } from './carryOut.ts';

/** The fields of the forms, from top to bottom. */
const fields = [
  'planName',
  'copyName',
  'copyYear',
  'name',
  'schoolYear',
  'title',
  'note',
  'doer',
  'team',
  'from',
  'until',
  'melding',
  'list',
  'sure',
];

/** Words for messages of schemas; for others that the form is broken. */
const messages: Readonly<Record<string, TextKey>> = {
  'text-required': 'year-plan.error.text-required',
  'text-too-long': 'year-plan.error.text-too-long',
  'text-not-allowed': 'year-plan.error.text-not-allowed',
  'date-invalid': 'year-plan.error.date-invalid',
  'doer-required': 'year-plan.error.doer-required',
  'team-required': 'year-plan.error.team-required',
  'ends-before-begin': 'year-plan.error.ends-before-begin',
  'step-too-long': 'year-plan.error.step-too-long',
  'school-year-invalid': 'year-plan.error.school-year-invalid',
};

/** At which field a refusal of a verb belongs. */
const blamed: Readonly<Record<string, string>> = {
  'plan-name-taken': 'name',
  'team-unknown': 'team',
  sure: 'sure',
};

/** The forms of a copy and of another name stand beside that of a new plan. */
function namesOf(act: string | undefined): Readonly<Record<string, string>> {
  if (act === 'copy') return { name: 'copyName', schoolYear: 'copyYear' };
  return act === 'rename' ? { name: 'planName' } : {};
}

/** What was wrong with a form, in words. */
export function planErrors(refused: PlanNotDone | undefined, act?: string): PageErrors {
  const t = texts();
  if (!refused) return pageErrors([]);
  const names = namesOf(act);
  if (refused.error === 'invalid') {
    const say = (message: string) => t(messages[message] ?? 'year-plan.error.broken');
    return pageErrors(sayErrors(refused.errors, { fields, names, say }));
  }
  const message = t(`year-plan.error.${refused.error}`);
  const blame = blamed[refused.error];
  const field = blame === 'name' ? (names.name ?? blame) : blame;
  return pageErrors([field === undefined ? { message } : { field, message }]);
}
