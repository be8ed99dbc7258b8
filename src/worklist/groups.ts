import { addDays, mondayOf } from '#server/kernel/time.ts';

// Rows in groups by when they are due. Pure; dates are ISO.

export const groupNames = ['late', 'today', 'week', 'later'] as const;
export type GroupName = (typeof groupNames)[number];

export interface Group<Row> {
  name: GroupName;
  rows: Row[];
}

/** Of which group something is that is due on a date; a week ends on Sunday. */
export function groupOf(on: string, today: string): GroupName {
  if (on < today) return 'late';
  if (on === today) return 'today';
  return on <= addDays(mondayOf(today), 6) ? 'week' : 'later';
}

/** Those groups that have rows. The rows come in the order of their dates, and stay in it. */
export function groupRows<Row extends { nextOn: string }>(rows: readonly Row[], today: string): Group<Row>[] {
  const byGroup = Map.groupBy(rows, ({ nextOn }) => groupOf(nextOn, today));
  return groupNames.flatMap((name) => {
    const found = byGroup.get(name);
    return found ? [{ name, rows: found }] : [];
  });
}
