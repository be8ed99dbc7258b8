import type { QuoteFault } from '#server/kernel/csv/readCsv.ts';

/** What is odd about a cell, so that nobody takes its text for what was meant. */
export type CellOddity =
  /** A formula of which the file holds no value; none is ever worked out here. */
  | 'formula'
  /** `#N/B` and alike. */
  | 'error'
  /** Part of merged cells, of which only the first has a value: it may be meant for this row too. */
  | 'merged'
  /** A number too long for a spreadsheet, which keeps 15 digits of it: 1,23457E+17. */
  | 'rounded';

export interface Cell {
  /** What stands there: as it was typed, or as the sheet shows it. */
  text: string;
  /** The ISO date, where the sheet itself holds a date. */
  date: string | null;
  /** Where the sheet holds a number. A pupil number that was made one may have lost zeros before it. */
  number: number | null;
  odd: CellOddity | null;
}

/** A file as it was read, nothing of it judged. */
export interface Table {
  kind: 'csv' | 'xlsx';
  /** The sheet that was read; empty for CSV, which has one. */
  sheet: string;
  /** Sheets that were not read, hidden ones too: who sent the file may have meant another. */
  others: readonly { name: string; hidden: boolean }[];
  /** The day from which numbers count when they are dates: in 1900 by default, in 1904 by some Macs. */
  dateSystem: 1900 | 1904;
  /** The rows in which something stands. `row` is the number that a spreadsheet shows beside it. */
  rows: readonly TableRow[];
}

export interface TableRow {
  row: number;
  cells: readonly Cell[];
}

/** What a file is that cannot be read; `text` is binary of no kind that is known. */
export type OtherKind =
  | 'pdf'
  | 'xls'
  | 'xlsb'
  | 'ods'
  | 'doc'
  | 'docx'
  | 'pptx'
  | 'zip'
  | 'image'
  | 'html'
  | 'xml'
  | 'rtf'
  | 'binary';

/** What is wrong with a file as a whole; `most` is in bytes, rows or columns. */
export type TableFault =
  | { error: 'empty' | 'no-rows' }
  | { error: 'too-large' | 'too-many-rows' | 'too-many-columns'; most: number }
  | { error: 'other-kind'; kind: OtherKind }
  /** It asks for a password. */
  | { error: 'locked' }
  /** It says to become larger than any list when unzipped, or does so. */
  | { error: 'zip-bomb' }
  /** It begins as a spreadsheet and cannot be read on. */
  | { error: 'broken' }
  | QuoteFault;

export type TableResult = { ok: true; table: Table } | ({ ok: false } & TableFault);
