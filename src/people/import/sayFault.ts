import type { Sheet, SheetFault } from '#server/accounts/import/readSheet.ts';
import type { CellFault } from '#server/accounts/import/types.ts';
import type { texts } from '../../content/texts.ts';
import { sayPersonFault } from '../personForm.ts';
import { sayColumn } from './columns.ts';

type T = ReturnType<typeof texts>;

/** What is wrong with a file as a whole, and what to do. */
export function saySheetFault(t: T, fault: SheetFault): string {
  if (fault.error === 'quote') return t('people.import.error.quote', { line: fault.line });
  if (fault.error === 'column-twice')
    return t('people.import.error.column-twice', { column: sayColumn(t, fault.column) });
  if (fault.error === 'columns-missing') {
    const missing = fault.missing.map((column) => sayColumn(t, column)).join(', ');
    return t('people.import.error.columns-missing', { missing });
  }
  return t(`people.import.error.${fault.error}`);
}

const ofImport = [
  'too-many-cells',
  'too-few-cells',
  'formula',
  'role-unknown',
  'role-elsewhere',
  'organisation-unknown',
  'organisation-several',
  'team-unknown',
  'team-several',
  'team-elsewhere',
  'twice',
  'ended',
  'oneself',
  'still-open',
] as const;

/** What is wrong with a row, and what to do. */
export function sayRowFault(
  t: T,
  { message, value = '', rows = [] }: Pick<CellFault, 'message'> & Partial<CellFault>,
) {
  const own = ofImport.find((one) => one === message);
  if (own) return t(`people.import.error.${own}`, { value, rows: rows.join(', ') });
  return sayPersonFault(t, message);
}

/** The head of a column as it stands in the file. */
export const headOf = ({ heads }: Sheet, fault: CellFault): string | undefined =>
  heads.find(({ column }) => column !== null && column === fault.column)?.text;
