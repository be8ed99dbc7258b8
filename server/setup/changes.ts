import { isDeepStrictEqual } from 'node:util';

/** What a setup run did with one kind of thing, by the names that people know them by. */
export interface Changes {
  added: string[];
  changed: string[];
  unchanged: string[];
  /** Left as they are, other than in the file: somebody may have changed them meanwhile. */
  kept?: string[];
}

export const noChanges = (): Changes => ({ added: [], changed: [], unchanged: [] });

/** The given fields of which the value differs from the row; what is undefined was not given. PostgreSQL orders the keys of a jsonb its own way. */
export function differences<Row extends object>(
  row: Row,
  given: { [Field in keyof Row]?: Row[Field] | undefined },
): Partial<Row> | null {
  const changed: Partial<Row> = {};
  for (const key in given) {
    const value = given[key];
    if (value !== undefined && !isDeepStrictEqual(value, row[key])) changed[key] = value;
  }
  return Object.keys(changed).length > 0 ? changed : null;
}

/** Notes what became of one: without a row it is new. */
export function note(changes: Changes, name: string, row: unknown, different: unknown): void {
  if (!row) changes.added.push(name);
  else if (different) changes.changed.push(name);
  else changes.unchanged.push(name);
}
