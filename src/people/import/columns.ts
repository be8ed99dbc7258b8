import type { Column } from '#server/accounts/import/columns.ts';
import type { texts } from '../../content/texts.ts';

/** The texts of the columns of a file, in the order of the example. */
export const sheetColumns = [
  { column: 'firstName', label: 'people.first-name', hint: 'people.import.hint.first-name' },
  { column: 'infix', label: 'people.import.infix', hint: 'people.import.hint.infix' },
  { column: 'lastName', label: 'people.last-name', hint: 'people.import.hint.last-name' },
  { column: 'email', label: 'people.email', hint: 'people.import.hint.email' },
  { column: 'roles', label: 'people.role', hint: 'people.import.hint.roles' },
  { column: 'organisation', label: 'people.organisation', hint: 'people.import.hint.organisation' },
  { column: 'team', label: 'people.team', hint: 'people.import.hint.team' },
] as const satisfies readonly { column: Column; label: string; hint: string }[];

export function sayColumn(t: ReturnType<typeof texts>, column: Column): string {
  const found = sheetColumns.find((one) => one.column === column);
  if (!found) throw new Error(`expected a text for the column ${column}`);
  return t(found.label);
}
