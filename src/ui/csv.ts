/** What a spreadsheet takes for a formula (OWASP, CSV injection), also behind white space and in signs of full width. */
const formula = /^\s*[=+\-@＝＋－＠\t\r]/;

/** A cell (RFC 4180) that no spreadsheet reckons with. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type Cell = string | number | null;

/** Rows of cells as CSV. */
export const csvText = (rows: readonly (readonly Cell[])[], separator = ','): string =>
  rows.map((cells) => `${cells.map(csvCell).join(separator)}\r\n`).join('');

/** CSV to save, under a name without its ending. */
export const csvFile = (name: string, text: string): Response =>
  new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
      'Cache-Control': 'no-store',
    },
  });

/** A table for people: semicolons and a mark of UTF-8 are what a spreadsheet in Dutch opens by itself. */
export const sheetFile = (name: string, rows: readonly (readonly Cell[])[]): Response =>
  csvFile(name, `\ufeff${csvText(rows, ';')}`);
