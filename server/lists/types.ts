import type { Content } from './contents.ts';
import type { ListField } from './fields.ts';

/** How many columns to the right the cells of a row stand, where that can be told; 0 when they only stand elsewhere. */
export type RowShift = -2 | -1 | 0 | 1 | 2;

/** What a column was taken for before: kept per sender, or chosen on the page. */
export interface KeptColumn {
  /** As it stands in the file; empty where there are no heads, and then the place counts. */
  head: string;
  index: number;
  field: ListField | null;
}

export interface Mapping {
  /** A choice for this file settles what only a person can tell; what was kept of an older one does not. */
  by: 'kept' | 'chosen';
  /** Whether the file has heads. */
  heads: boolean;
  columns: readonly KeptColumn[];
}

export interface Column {
  index: number;
  head: string;
  field: ListField | null;
  /** How that is known; null for a column that is not used. */
  by: 'kept' | 'chosen' | 'name' | 'content' | null;
}

/** What is to be said about the columns; `stops` tells which of these keep a list from going in. Indexes count from 0. */
export type ColumnProblem =
  /** The first row says something already. What columns are was guessed by what is in them. */
  | { problem: 'no-heads' }
  /** Several columns say the same. */
  | { problem: 'field-twice'; field: ListField; columns: number[] }
  /** Without these nobody can be told apart: a name, and a date of birth or number. */
  | { problem: 'missing'; fields: ListField[] }
  /** The head says one thing and the cells another. `row` is the first that does, `share` of 1 how many do. */
  | { problem: 'other-content'; column: number; field: ListField; seems: Content; share: number; row: number }
  /** The cells of a column stand so many rows below those that they belong to. */
  | { problem: 'slipped'; column: number; rows: number }
  /** There are dates that can only be month before day. */
  | { problem: 'month-first'; column: number; row: number }
  /** Guessed by what is in it, and no name. */
  | { problem: 'guessed'; column: number; field: ListField }
  /** The numbers of citizens, which are not kept: the column is left out. */
  | { problem: 'bsn'; column: number }
  /** A kept mapping has a head that is not there any more, or not where it was. */
  | { problem: 'kept-gone'; head: string; field: ListField }
  /** From some row on all cells stand beside their column; those rows are wrong. */
  | { problem: 'rows-shifted'; rows: number[] };

export interface ColumnPlan {
  /** The place of the heads among the rows of the table; null when it has none. */
  headAt: number | null;
  columns: readonly Column[];
  problems: readonly ColumnProblem[];
  /** By the number of the row, how far its cells stand beside their columns. */
  shifted: ReadonlyMap<number, RowShift>;
}

/** Somebody who was born on a day that a row says, or has the surname of one without a day: enough to tell whether they may be meant. */
export interface Possible {
  id: string;
  firstName: string;
  infix: string;
  lastName: string;
  /** ISO. */
  birthDate: string;
  /** They are a part of somebody else: taken for two before. */
  isPart: boolean;
}
