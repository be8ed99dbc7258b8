import type { WeekFault } from '#server/availability/checkWeek.ts';
import { texts } from '../content/texts.ts';
import { fieldNames, partField } from './fields.ts';
import type { FieldError } from './props.ts';

const t = texts();

/** What is wrong with a week, in words, at the fields of the form. `keys` are those of its parts, in their order. */
export function faultWords(faults: readonly WeekFault[], keys: readonly number[]): FieldError[] {
  return faults.map(({ part, field, error }) => {
    const key = part === null ? undefined : keys[part];
    const message = t(`hours.error.${error}`);
    if (key !== undefined) return { field: partField(key, field), message };
    return { field: field === 'until' ? fieldNames.until : fieldNames.from, message };
  });
}
