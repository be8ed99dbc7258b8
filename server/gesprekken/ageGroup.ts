import type { ageGroups } from '#db/schema/words.ts';

/** The group of an age in whole years, as who books says it; undefined for who is older than those that Doorstart is for. */
export function ageGroupOf(age: number): (typeof ageGroups)[number] | undefined {
  if (age < 18) return 'tot-18';
  if (age <= 22) return '18-22';
  return age <= 26 ? '23-26' : undefined;
}
