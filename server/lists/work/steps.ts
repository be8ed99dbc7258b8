import { createHash } from 'node:crypto';
import type { listKinds } from '#db/schema/words.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { type Candidates, candidatesOf } from '#server/jongeren/candidates.ts';
import { foldedName } from '#server/jongeren/insert.ts';
import { compareTo, type Known } from '#server/jongeren/match.ts';
import { comparedName, compareLast } from '#server/jongeren/names.ts';
import { readTable, readTextTable } from '#server/lists/sheet/readTable.ts';
import type { TableFault } from '#server/lists/sheet/types.ts';
import { judgeReport } from '#server/meldingen/unlikely.ts';
import { planOf, recogniseColumns, stops } from '../columns.ts';
import { type Layout, type StoredRow, storeCells, tableOf } from '../layout.ts';
import { identityOf, namedBy } from '../named.ts';
import { type KnownJongere, kindOfList, type PlannedRow, planList, someoneNew } from '../plan.ts';
import { type Entry, type ReadRow, readRows } from '../rows.ts';
import type { Mapping, Possible } from '../types.ts';

// What is worked out of a list, step by step: it takes seconds of a large one, so it may run in a thread of its own (`jobs.ts`). What a
// step gets and gives can be copied from thread to thread. Pure.

/** A file, or text that was pasted. */
export type Sent = { bytes: Uint8Array; name: string } | { text: string };

export interface ReadAsked {
  sent: Sent;
  /** ISO. */
  today: string;
  /** What was chosen for an older list of the sender. */
  mapping: Mapping | null;
}

export type FileRead = { ok: true; layout: Layout; rows: StoredRow[] } | ({ ok: false } & TableFault);

/** Reads a file, and tells what its columns are. Numbers of citizens are left out: they are written nowhere. */
export async function readFile({ sent, today, mapping }: ReadAsked): Promise<FileRead> {
  const read = 'text' in sent ? readTextTable(sent.text) : await readTable(sent);
  if (!read.ok) return read;
  const { table } = read;
  const plan = recogniseColumns(table, { today, mapping });
  const below = plan.headAt === null ? table.rows : table.rows.slice(plan.headAt + 1);
  if (below.length === 0) return { ok: false, error: 'no-rows' };
  const bsn = new Set(plan.problems.flatMap((one) => (one.problem === 'bsn' ? one.column : [])));
  const rows = below.map(({ row, cells }) => ({
    number: row,
    cells: storeCells(cells).map((cell, index) => (bsn.has(index) ? '' : cell)),
  }));
  const { kind, sheet, others, dateSystem } = table;
  const layout: Layout = {
    kind,
    sheet,
    others: [...others],
    dateSystem,
    headRow: plan.headAt === null ? null : (table.rows[plan.headAt]?.row ?? null),
    columns: [...plan.columns],
    problems: [...plan.problems],
    mapping,
    settled: !plan.problems.some(stops),
  };
  return { ok: true, layout, rows };
}

export interface ColumnsAsked {
  layout: Layout;
  rows: StoredRow[];
  mapping: Mapping;
  today: string;
}

/** What the columns are with what a person chose. */
export function chooseFor({ layout, rows, mapping, today }: ColumnsAsked): Layout {
  const plan = recogniseColumns(tableOf(layout, rows), { today, mapping });
  // What was left out when the file was read is not there any more to be seen.
  const gone = layout.problems.filter(
    (one) =>
      one.problem === 'bsn' &&
      !plan.problems.some((other) => other.problem === 'bsn' && other.column === one.column),
  );
  const problems = [...gone, ...plan.problems];
  return { ...layout, columns: [...plan.columns], problems, mapping, settled: !problems.some(stops) };
}

export interface EntriesAsked {
  layout: Layout;
  rows: StoredRow[];
  kind: (typeof listKinds)[number];
  today: string;
  sender: { id: string; isSchool: boolean };
  /** Ids by names, as `foldWord` writes these. */
  schools: [name: string, id: string][];
}

/** By what those of a list are looked for among who is known. */
export interface Wanted {
  birthDates: string[];
  names: string[];
  /** Of rows without a date of birth. */
  lastNames: string[];
  numbers: { school: string; number: string }[];
  identities: string[];
}

export interface Entries {
  read: ReadRow[];
  alike: Candidates;
  wanted: Wanted;
}

/** Reads the rows of a list as entries. */
export function readEntries({ layout, rows, kind, today, sender, schools }: EntriesAsked): Entries {
  const table = tableOf(layout, rows);
  const plan = planOf(table.rows, {
    columns: layout.columns,
    headAt: layout.headRow === null ? null : 0,
    today,
  });
  const read = readRows(table, plan, { today, sender, schools: new Map(schools) }).map((one) =>
    one.ok ? { ok: true as const, entry: withKind(one.entry, kind, today) } : one,
  );
  const entries = read.flatMap((one) => (one.ok ? one.entry : []));
  const dates = new Set(entries.flatMap(({ birthDate }) => birthDate ?? []));
  for (const date of [...dates]) {
    // Day and month the other way round.
    const [year = '', month = '', day = ''] = date.split('-');
    if (Number(day) <= 12) dates.add(`${year}-${day}-${month}`);
  }
  return {
    read,
    alike: candidatesOf(entries.map((entry) => ({ ...namedBy(entry), id: `${entry.row}` }))),
    wanted: {
      birthDates: [...dates],
      names: [...new Set(entries.map(foldedName))],
      lastNames: [
        ...new Set(
          entries
            .filter(({ birthDate }) => birthDate === null)
            .flatMap((entry) => comparedName(entry).last || []),
        ),
      ],
      numbers: entries.flatMap(({ school, pupilNumber }) =>
        school !== null && pupilNumber !== null ? { school, number: pupilNumber } : [],
      ),
      identities: entries.map((entry) => hashOf(identityOf(entry))),
    },
  };
}

/**
 * The ids of those who a row may be about. Not by a number: who has one that a row says is found by that already. A row without a date of
 * birth may get one from another row, so that of it the surname tells. Who is a part of somebody else is looked at with them.
 */
export function likelyOf({ alike }: Entries, possible: readonly Possible[]): string[] {
  return possible.flatMap(({ id, isPart, ...name }) => {
    const person = { ...name, id, enrolments: [] };
    const mayBe = (row: Known) =>
      row.birthDate === null
        ? compareLast(comparedName(row), comparedName(person)) !== 'different'
        : compareTo(row, person) !== null;
    return isPart || alike.find(person).some(mayBe) ? id : [];
  });
}

/** Who left without a startkwalificatie is of leerplicht age still below 18. Who is on a good place is not reported at all. */
function withKind(entry: Entry, list: EntriesAsked['kind'], today: string): Entry {
  if (list === 'ingeschreven') return { ...entry, kind: null };
  const isMinor = entry.birthDate !== null && ageOn(entry.birthDate, today) < 18;
  const usual = list === 'uitgeschreven' && isMinor ? 'abs' : kindOfList[list];
  return { ...entry, kind: entry.kind ?? usual };
}

/** Who a person said that a row is about. */
export type Decision = { is: 'known'; id: string } | { is: 'new' } | { is: 'row'; row: number };

export interface PlanAsked {
  kind: EntriesAsked['kind'];
  /** The day that the list tells about. */
  asOf: string;
  today: string;
  known: KnownJongere[];
  /** What earlier rows of the sender became: the id of somebody by an identity. */
  before: [identity: string, id: string][];
  decisions: [row: number, decision: Decision][];
}

/** A row as it stands to what is known. `as` is an earlier row about the same person. */
export type JudgedRow = PlannedRow & { identity: string | null };

/** What a list would change, with what a person decided. */
export function judgeRows(
  { read }: Entries,
  { kind, asOf, today, known, before, decisions }: PlanAsked,
): JudgedRow[] {
  const ofBefore = new Map(before);
  const ofRow = new Map(decisions);
  const decided = new Map<string, string | typeof someoneNew>();
  const identities = new Map<number, string>();
  for (const one of read) {
    if (!one.ok) continue;
    const plain = identityOf(one.entry);
    const identity = hashOf(plain);
    identities.set(one.entry.row, identity);
    const decision = ofRow.get(one.entry.row);
    const earlier = ofBefore.get(identity);
    if (decision?.is === 'known') decided.set(plain, decision.id);
    else if (decision?.is === 'new') decided.set(plain, someoneNew);
    else if (earlier !== undefined) decided.set(plain, earlier);
  }
  const planned = planList(read, { kind, known, decided });
  const states = new Map(planned.map((one) => [one.row, one.state]));
  const born = new Map(known.map(({ id, birthDate }) => [id, birthDate]));
  return planned.map((plan): JudgedRow => {
    const identity = identities.get(plan.row) ?? null;
    const decision = ofRow.get(plan.row);
    const judged: PlannedRow =
      plan.state === 'maybe' &&
      decision?.is === 'row' &&
      plan.entry.birthDate !== null &&
      states.get(decision.row) === 'new'
        ? { state: 'new', row: plan.row, entry: plan.entry, like: decision.row }
        : plan;
    return { ...unlikely(judged, { asOf, today, born }), identity };
  });
}

/** A melding that cannot be is wrong before it is tried. */
function unlikely(
  plan: PlannedRow,
  { asOf, today, born }: { asOf: string; today: string; born: ReadonlyMap<string, string | null> },
): PlannedRow {
  if (plan.state !== 'new' && (plan.state !== 'changed' || plan.melding !== 'new')) return plan;
  const { entry } = plan;
  const { kind } = entry;
  if (kind === null) return plan;
  // Who is known stays born when they are known to be, whatever a row says: it is written by that.
  const birthDate = (plan.state === 'changed' ? born.get(plan.id) : null) ?? entry.birthDate;
  if (!birthDate) return plan;
  const beganOn = entry.beganOn ?? asOf;
  const found = judgeReport({ birthDate, kind, beganOn }, today);
  if (found === null) return plan;
  const faults = {
    'age-unlikely': { field: 'birthDate', fault: 'birth-too-old', value: birthDate },
    'kind-not-for-age': { field: 'kind', fault: 'kind-not-for-age', value: kind },
    'begins-later': { field: 'beganOn', fault: 'date-ahead', value: beganOn },
    'begins-before-birth': { field: 'beganOn', fault: 'date-before-birth', value: beganOn },
  } as const;
  return {
    state: 'wrong',
    row: plan.row,
    name: [entry.firstName, entry.infix, entry.lastName].filter(Boolean).join(' '),
    faults: [{ ...faults[found.error], rows: [] }],
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
