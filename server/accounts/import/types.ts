import type { Person, Workplaces } from '#server/accounts/people.ts';
import type { PersonInput } from '#server/accounts/schema.ts';
import type { Column } from './columns.ts';

/** What a file is held against. */
export interface Ground extends Workplaces {
  /** The id of who reads it in. */
  me: string;
  people: readonly Person[];
  /** The ids of those on whom a jongere still counts: they keep their agenda. */
  busy: ReadonlySet<string>;
}

/** What is wrong with one cell, or with a row as a whole: then without a column. */
export interface CellFault {
  column: Column | null;
  /** The end of the key of its text: `people.import.error.<message>`, or `people.error.<message>`. */
  message: string;
  /** What stands in the cell. */
  value: string;
  /** Other rows that it is about. */
  rows: number[];
}

/** What becomes of a field, in words of the system for roles, else as it is shown. */
export interface FieldChange {
  field: 'firstName' | 'lastName' | 'roles' | 'organisation' | 'team';
  from: string;
  to: string;
}

interface Named {
  row: number;
  name: string;
  email: string;
}

export type PlannedRow =
  /** With the names of where they will work; the team is empty for who is in none. */
  | (Named & { kind: 'new'; input: PersonInput; organisation: string; team: string })
  | (Named & { kind: 'changed'; id: string; version: number; input: PersonInput; changes: FieldChange[] })
  | (Named & { kind: 'same' })
  | (Named & { kind: 'wrong'; cells: readonly string[]; faults: CellFault[] });
