import type { z } from 'zod';
import type { Named } from '#server/jongeren/match.ts';
import { splitName } from '#server/jongeren/names.ts';
import { foldWord } from '#server/kernel/csv/foldWord.ts';
import { addDays } from '#server/kernel/time.ts';
import { isSerial } from './contents.ts';
import { type ListField, listFields } from './fields.ts';
import { type RowFault, type RowField, readBirth, rowFaultSchema, rowSchema } from './rowSchema.ts';
import type { Cell, CellOddity, Table, TableRow } from './sheet/types.ts';
import type { ColumnPlan } from './types.ts';

/** What a row says, read: somebody, and what is reported of them. The school is an id. */
export type Entry = z.output<ReturnType<typeof rowSchema>> & { row: number };

/** What is wrong with one cell, or with a row as a whole: then without a field. */
export interface CellFault {
  field: ListField | null;
  fault: RowFault;
  /** What stands in the cell. */
  value: string;
  /** Other rows that it is about. */
  rows: readonly number[];
}

export type ReadRow =
  | { ok: true; entry: Entry }
  /** With all that is wrong, and a name as far as there is one. */
  | { ok: false; row: number; name: string; faults: readonly CellFault[] };

export interface RowGround {
  today: string;
  /** The organisation that sent the list; a school sends of itself alone. */
  sender: { id: string; isSchool: boolean };
  /** The ids of schools by their names, as `foldWord` writes these. */
  schools: ReadonlyMap<string, string>;
}

const oddFaults: Readonly<Record<CellOddity, RowFault>> = {
  formula: 'cell-formula',
  error: 'cell-error',
  merged: 'cell-merged',
  rounded: 'cell-rounded',
};

/** Reads the rows below the heads as entries, each with all that is wrong in it. Pure. */
export function readRows(table: Table, plan: ColumnPlan, ground: RowGround): ReadRow[] {
  const schema = rowSchema(ground.today);
  const below = plan.headAt === null ? table.rows : table.rows.slice(plan.headAt + 1);
  return below.map((row) => readRow(row, { table, plan, ground, schema }));
}

interface Reading {
  table: Pick<Table, 'dateSystem'>;
  plan: ColumnPlan;
  ground: RowGround;
  schema: ReturnType<typeof rowSchema>;
}

const fault = (
  field: ListField | null,
  word: RowFault,
  value = '',
  rows: readonly number[] = [],
): CellFault => ({
  field,
  fault: word,
  value,
  rows,
});

function readRow({ row, cells }: TableRow, { table, plan, ground, schema }: Reading): ReadRow {
  const texts = new Map<ListField, string>();
  const faults: CellFault[] = [];
  for (const { index, field, head } of plan.columns) {
    const cell = cells[index];
    if (!cell) continue;
    if (field) texts.set(field, textOf(cell, field, table.dateSystem));
    else if (head === '' && plan.headAt !== null && cell.text.trim() !== '')
      faults.push(fault(null, 'too-many-cells', cell.text));
    if (field && cell.odd) faults.push(fault(field, oddFaults[cell.odd], cell.text));
  }
  const said = (field: ListField) => texts.get(field) ?? '';
  const names = namesOf(said);
  const name = [names.firstName, names.infix, names.lastName].filter(Boolean).join(' ') || said('fullName');
  // Of a row whose cells stand elsewhere nothing else can be told.
  if (plan.shifted.has(row)) return { ok: false, row, name, faults: [fault(null, 'shifted')] };

  const given = Object.fromEntries(rowFields.map((field) => [field, said(field)]));
  const parsed = schema.safeParse({ ...given, ...names });
  if (names.oneWord) faults.push(fault('fullName', 'name-one-word', said('fullName')));
  const blamed = new Set(faults.map(({ field }) => field));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = shownField(listFields.find((one) => one === path[0]) ?? null, texts);
    if (!blamed.has(field))
      faults.push(fault(field, rowFaultSchema.parse(message), field ? said(field) : ''));
    blamed.add(field);
  }
  const school = schoolOf(said('school'), ground);
  if ('fault' in school) faults.push(fault('school', school.fault, said('school')));
  if (!parsed.success || 'fault' in school || faults.length > 0) return { ok: false, row, name, faults };
  const { data } = parsed;
  if (data.birthDate === null && data.pupilNumber === null) faults.push(fault('birthDate', 'birth-missing'));
  if (data.beganOn && data.endedOn && data.endedOn < data.beganOn)
    faults.push(fault('endedOn', 'end-before-begin', said('endedOn')));
  if (faults.length > 0) return { ok: false, row, name, faults };
  return { ok: true, entry: { ...data, school: school.id, row } };
}

/** Whom a row names, as far as its cells tell, right or wrong: quicker than to read all of it. At what school stays open. Pure. */
export function namedIn(
  { cells }: Pick<TableRow, 'cells'>,
  { columns, dateSystem, today }: Pick<ColumnPlan, 'columns'> & Pick<Table, 'dateSystem'> & { today: string },
): Named {
  const said = (field: ListField) => {
    const at = columns.findLast((column) => column.field === field)?.index;
    const cell = at === undefined ? undefined : cells[at];
    return cell ? textOf(cell, field, dateSystem) : '';
  };
  const { firstName, infix, lastName } = namesOf(said);
  const birth = readBirth(said('birthDate'), today);
  const pupilNumber = said('pupilNumber').replaceAll(' ', '');
  return {
    firstName,
    infix,
    lastName,
    birthDate: 'value' in birth ? birth.value : null,
    enrolments: pupilNumber === '' ? [] : [{ school: '', pupilNumber }],
  };
}

const rowFields = listFields.filter(
  (field): field is RowField => field !== 'fullName' && field !== 'initials',
);

/** What a cell says; a dash alone says nothing, and a quote before a formula is one that a file of ours put there. */
function textOf(cell: Cell, field: ListField, dateSystem: Table['dateSystem']): string {
  const text = cell.text.trim().replace(/^'(?=[=+\-@])/, '');
  if (/^[-–—]$/.test(text)) return '';
  if (field !== 'birthDate' && field !== 'beganOn' && field !== 'endedOn') return text;
  if (cell.date !== null) return cell.date;
  return isSerial(text) ? dateOfSerial(Number(text), dateSystem) : text;
}

/** The date that a spreadsheet keeps as this number (ECMA-376 18.17.4.1), from March 1900 on. */
export const dateOfSerial = (serial: number, dateSystem: Table['dateSystem']): string =>
  addDays(dateSystem === 1904 ? '1904-01-01' : '1899-12-30', serial);

/** The name in parts, from parts or from one cell. */
function namesOf(said: (field: ListField) => string) {
  const firstName = said('firstName') || said('initials');
  const whole = said('fullName');
  if (said('lastName') !== '' || whole === '')
    return { firstName, infix: said('infix'), lastName: said('lastName'), oneWord: false };
  const parts = splitName(whole);
  if (parts === null) return { firstName: whole, infix: '', lastName: whole, oneWord: true };
  return {
    ...parts,
    firstName: firstName || parts.firstName,
    infix: said('infix') || parts.infix,
    oneWord: false,
  };
}

/** The column in which a fault stands: a part of a name may come from another one than it is called by. */
function shownField(field: ListField | null, texts: ReadonlyMap<ListField, string>): ListField | null {
  const isName = field === 'firstName' || field === 'lastName' || field === 'infix';
  if (!field || texts.has(field) || !isName) return field;
  if (field === 'firstName' && texts.has('initials')) return 'initials';
  return texts.has('fullName') ? 'fullName' : field;
}

/** Which school it is; without one that of the sender, where that is a school. */
function schoolOf(text: string, { sender, schools }: RowGround): { id: string | null } | { fault: RowFault } {
  if (text === '') return { id: sender.isSchool ? sender.id : null };
  const id = schools.get(foldWord(text));
  if (id === undefined) return { fault: 'school-unknown' };
  return sender.isSchool && id !== sender.id ? { fault: 'school-other' } : { id };
}
