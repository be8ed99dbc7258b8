import { firstOrganisation } from '#db/schema/index.ts';
import { roles } from '#db/schema/words.ts';
import type { Person } from '#server/accounts/people.ts';
import { rolesFit } from '#server/accounts/rolesFit.ts';
import { type PersonInput, personSchema } from '#server/accounts/schema.ts';
import { type Column, columns, rolesIn } from './columns.ts';
import type { Sheet } from './readSheet.ts';
import type { CellFault, FieldChange, Ground, PlannedRow } from './types.ts';

/**
 * What a file of people would change, row by row. Pure. Who reads it in keeps their own account as it is, so that somebody who
 * manages is always left.
 */
export function planImport(sheet: Sheet, ground: Ground): PlannedRow[] {
  const planned = sheet.rows.map((row) => planRow(sheet, row, ground));
  const rowsOf = Map.groupBy(planned, ({ email }) => email);
  return planned.map((row): PlannedRow => {
    const others = (rowsOf.get(row.email) ?? []).flatMap((other) => (other.row === row.row ? [] : other.row));
    if (row.email === '' || others.length === 0) return row;
    const before = row.kind === 'wrong' ? row.faults : [];
    const faults = [...before, fault('email', 'twice', row.email, others)];
    const cells = sheet.rows.find((one) => one.row === row.row)?.cells ?? [];
    return { kind: 'wrong', row: row.row, name: row.name, email: row.email, cells, faults };
  });
}

const fault = (column: Column | null, message: string, value = '', rows: number[] = []): CellFault => ({
  column,
  message,
  value,
  rows,
});

/** What a spreadsheet takes for a formula; also behind the quote that keeps it from reckoning. */
const formula = /^\s*'?[=+\-@＝＋－＠]/;

type Said = Partial<Record<Column, string>>;

function planRow(sheet: Sheet, { row, cells }: Sheet['rows'][number], ground: Ground): PlannedRow {
  const said: Said = {};
  for (const [index, { column }] of sheet.heads.entries()) if (column) said[column] = plain(cells[index]);
  const lastName = [said.infix, said.lastName].filter(Boolean).join(' ');
  const named = { row, name: [said.firstName, lastName].filter(Boolean).join(' '), email: '' };
  const email = personSchema.shape.email.safeParse(said.email);
  if (email.success) named.email = email.data;
  const known = ground.people.find((person) => email.success && person.email === email.data);
  const faults = [...faultsOfCells(sheet, cells, said)];
  const wrong = (): PlannedRow => ({ kind: 'wrong', ...named, cells, faults });

  const place = placeOf(said, known, ground);
  const { known: given, unknown } = rolesIn(said.roles ?? '');
  if (unknown.length > 0) faults.push(fault('roles', 'role-unknown', unknown.join(', ')));
  faults.push(...place.faults);
  const { firstName } = said;
  const parsed = personSchema.safeParse({
    firstName,
    lastName,
    email: said.email,
    roles: given,
    organisation: place.organisation,
    team: place.team,
  });
  const blamed = new Set(faults.map(({ column }) => column));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const column = columns.find((one) => one === path[0]) ?? null;
    if (!blamed.has(column)) faults.push(fault(column, message, column ? said[column] : ''));
  }
  if (!parsed.success || faults.length > 0) return wrong();

  const input = parsed.data;
  const workplace = ground.organisations.find(({ id }) => id === input.organisation);
  if (!workplace) faults.push(fault('organisation', 'organisation-unknown', said.organisation));
  else if (!rolesFit(workplace.kind, input.roles)) faults.push(fault('roles', 'role-elsewhere', said.roles));
  if (!workplace || faults.length > 0) return wrong();
  if (!known) {
    const team = nameOf(ground.teams, input.team);
    return { kind: 'new', ...named, input, organisation: workplace.name, team };
  }

  const changes = changesOf(known, input, ground);
  if (!known.active) faults.push(fault('email', 'ended', known.email));
  else if (changes.length > 0 && known.id === ground.me) faults.push(fault('email', 'oneself', known.email));
  else if (leavesAgenda(known, input) && ground.busy.has(known.id))
    faults.push(fault('roles', 'still-open', said.roles));
  if (faults.length > 0) return wrong();
  if (changes.length === 0) return { kind: 'same', ...named };
  return { kind: 'changed', ...named, id: known.id, version: known.version, input, changes };
}

/** What a cell says; a dash alone says that there is nothing, also behind the quote that a file of ours puts before it. */
function plain(cell = ''): string {
  const text = cell.trim();
  return /^'?[-–—－]$/.test(text) ? '' : text;
}

function* faultsOfCells({ heads }: Sheet, cells: readonly string[], said: Said): Generator<CellFault> {
  const spare = cells.slice(heads.length).filter((cell) => cell.trim() !== '');
  if (spare.length > 0) yield fault(null, 'too-many-cells', spare.join(', '));
  else if (cells.length < heads.length) yield fault(null, 'too-few-cells');
  for (const column of columns) {
    const value = said[column] ?? '';
    if (formula.test(value)) yield fault(column, 'formula', value);
  }
}

/** Where somebody is said to work. A column that is not there leaves it as it is; for who is new, at the gemeente itself. */
function placeOf(said: Said, known: Person | undefined, { organisations, teams }: Ground) {
  const faults: CellFault[] = [];
  let organisation = known?.organisation.id ?? firstOrganisation;
  if (said.organisation !== undefined) {
    const all =
      said.organisation === '' ? [{ id: firstOrganisation }] : find(organisations, said.organisation);
    if (all.length > 1) faults.push(fault('organisation', 'organisation-several', said.organisation));
    else if (!all[0]) faults.push(fault('organisation', 'organisation-unknown', said.organisation));
    organisation = all[0]?.id ?? organisation;
  }
  if (said.team === undefined) return { organisation, team: known?.team?.id ?? '', faults };
  // Of a place that is unknown or not sure no team is.
  if (said.team === '' || faults.length > 0) return { organisation, team: '', faults };
  const all = find(teams, said.team);
  const [here, other] = all.filter((team) => team.organisation === organisation);
  if (other) faults.push(fault('team', 'team-several', said.team));
  else if (!here) faults.push(fault('team', all.length > 0 ? 'team-elsewhere' : 'team-unknown', said.team));
  return { organisation, team: here?.id ?? '', faults };
}

/** Of some things those of this id or name: several, when their names differ in capitals alone. */
function find<One extends { id: string; name: string }>(things: readonly One[], said: string): One[] {
  const fold = (text: string) => text.normalize('NFC').toLowerCase();
  return things.filter(({ id, name }) => id === fold(said) || fold(name) === fold(said));
}

const nameOf = (things: readonly { id: string; name: string }[], id: string | null): string =>
  things.find((one) => one.id === id)?.name ?? '';

const leavesAgenda = (known: Person, input: PersonInput) =>
  known.roles.includes('casemanager') && !input.roles.includes('casemanager');

function changesOf(known: Person, input: PersonInput, { organisations, teams }: Ground): FieldChange[] {
  const all: FieldChange[] = [
    { field: 'firstName', from: known.firstName, to: input.firstName },
    { field: 'lastName', from: known.lastName, to: input.lastName },
    { field: 'roles', from: inOrder(known.roles), to: inOrder(input.roles) },
  ];
  if (known.organisation.id !== input.organisation)
    all.push({
      field: 'organisation',
      from: known.organisation.name,
      to: nameOf(organisations, input.organisation),
    });
  if ((known.team?.id ?? null) !== input.team)
    all.push({ field: 'team', from: known.team?.name ?? '', to: nameOf(teams, input.team) });
  return all.filter(({ field, from, to }) => from !== to || field === 'organisation' || field === 'team');
}

const inOrder = (given: Person['roles']) => roles.filter((role) => given.includes(role)).join(' ');
