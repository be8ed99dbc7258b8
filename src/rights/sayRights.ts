import type { ComparedField } from '#server/rightsReview/compare.ts';
import type { RightsRow } from '#server/rightsReview/types.ts';
import type { texts } from '../content/texts.ts';
import { sayRoles } from '../people/sayRoles.ts';

type T = ReturnType<typeof texts>;

/** The columns of the list that a signature is about. */
export const rightsColumns = ['name', 'email', 'organisation', 'team', 'roles', 'factor', 'way-in'] as const;
type Said = Record<(typeof rightsColumns)[number], string>;

/** A row of the list, in words. */
export const sayRow = (t: T, row: RightsRow): Said => ({
  name: row.name,
  email: row.email,
  organisation: row.organisation,
  team: row.team ?? t('people.team.none'),
  roles: sayRoles(t, row.roles),
  factor: t(row.hasFactor ? 'rights.factor.yes' : 'rights.factor.no'),
  'way-in': t(`rights.way-in.${row.wayIn}`),
});

const columnOf = {
  name: 'name',
  email: 'email',
  organisation: 'organisation',
  team: 'team',
  roles: 'roles',
  hasFactor: 'factor',
  wayIn: 'way-in',
} as const satisfies Record<ComparedField, keyof Said>;

/** What a field was and is, in words. */
export function sayField(t: T, field: ComparedField, before: RightsRow, now: RightsRow) {
  const column = columnOf[field];
  return { label: t(`rights.column.${column}`), from: sayRow(t, before)[column], to: sayRow(t, now)[column] };
}
