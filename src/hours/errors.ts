import type { WeekFault } from '#server/availability/checkWeek.ts';
import { type SaidError, sayErrors } from '#ui/errors.ts';
import { texts } from '../content/texts.ts';
import { type DraftPart, weekdays } from './draft.ts';
import { fieldNames, partField } from './fields.ts';

const t = texts();

/** What is wrong with a week, in words, at the fields of the form and in their order: first the period, then day by day. */
export function faultWords(
  faults: readonly WeekFault[],
  parts: readonly Pick<DraftPart, 'key' | 'weekday'>[],
): SaidError[] {
  const errors = faults.map(({ part, field, error }) => {
    const key = part === null ? undefined : parts[part]?.key;
    const ofPeriod = field === 'until' ? fieldNames.until : fieldNames.from;
    return {
      field: key === undefined ? ofPeriod : partField(key, field),
      message: t(`hours.error.${error}`),
    };
  });
  const byDay = weekdays.flatMap((day) => parts.filter(({ weekday }) => weekday === day));
  const fields = byDay.flatMap(({ key }) =>
    (['from', 'until', 'location', 'modalities'] as const).map((field) => partField(key, field)),
  );
  return sayErrors(errors, { fields: [fieldNames.from, fieldNames.until, ...fields], say: (words) => words });
}
