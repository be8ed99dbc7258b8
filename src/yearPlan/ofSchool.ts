import type { PlanStep, SchoolInStep } from '#server/yearPlan/readPlan.ts';
import type { Stand } from '#server/yearPlan/stand.ts';

/** So many schools of a step stand on the page; the others are a link away. */
export const mostSchools = 12;

/** What asks for somebody on top. */
const order: readonly Stand[] = ['late', 'now', 'later', 'done'];

/** The steps that one school does, each as that school stands in it. */
export const stepsOfSchool = (steps: readonly PlanStep[], school: string): PlanStep[] =>
  steps.flatMap((step) => {
    const own = step.schools.find((one) => one.school === school);
    return own ? [{ ...step, stand: own.stand, schools: [own] }] : [];
  });

/** The schools of a step that are shown: all of them when asked for, else what is late first; and how many are left out. */
export function schoolsShown(
  { schools }: Pick<PlanStep, 'schools'>,
  isWhole: boolean,
): { shown: SchoolInStep[]; more: number } {
  const sorted = schools.toSorted((a, b) => order.indexOf(a.stand) - order.indexOf(b.stand));
  // One more stands there as well as the link to it would.
  if (isWhole || sorted.length <= mostSchools + 1) return { shown: sorted, more: 0 };
  return { shown: sorted.slice(0, mostSchools), more: sorted.length - mostSchools };
}
