import { CsvError, parse } from 'csv-parse/sync';

/** A quote that never closes, or stands where none can, in the row that begins in this line. */
export interface QuoteFault {
  error: 'quote';
  line: number;
}

/** The rows of a text; the first of them is row 1 of a spreadsheet, and empty ones count. */
export type CsvResult = { ok: true; rows: string[][] } | ({ ok: false } & QuoteFault);

const separators = [';', ',', '\t'] as const;
/** Rows at the top by which the separator is told. */
const looked = 20;

/** What a text says itself of how it is to be read: a mark of UTF-8, and the line with which Excel names the separator. */
const preamble = /^\ufeff?(?:sep=.\r?\n)?/i;

/** Whether there is anything to read in a text. */
export const isEmptyCsv = (text: string): boolean => text.replace(preamble, '').trim() === '';

/**
 * Reads CSV (RFC 4180) with semicolons, commas or tabs between the cells. Which of them it is, is said by `rate`: the higher it rates
 * the first rows, the better they read so. Of those alike the semicolon wins, which is what a spreadsheet in Dutch writes. Pure.
 */
export function readCsv(text: string, rate: (first: readonly (readonly string[])[]) => number): CsvResult {
  const given = text.replace(preamble, '');
  const rated = separators.map((separator) => {
    const several = parseCsv(given, separator, looked);
    const first = several.ok ? several : parseCsv(given, separator, 1);
    return { separator, points: first.ok ? rate(first.rows) : 0 };
  });
  const [best] = rated.toSorted((a, b) => b.points - a.points);
  return parseCsv(given, best?.separator ?? ';');
}

function parseCsv(text: string, delimiter: string, to: number | null = null): CsvResult {
  let read = 0;
  const count = (record: string[], { lines }: { lines: number }) => {
    read = lines;
    return record;
  };
  try {
    return { ok: true, rows: parse(text, { relax_column_count: true, delimiter, to, onRecord: count }) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, error: 'quote', line: read + 1 };
  }
}
