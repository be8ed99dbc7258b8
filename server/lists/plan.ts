import type { listKinds, meldingKinds, nextStatuses } from '#db/schema/words.ts';
import { foldName } from '#server/booking/foldName.ts';
import { candidatesOf } from '#server/jongeren/candidates.ts';
import { type Known, type MatchReason, matchPerson, type Named } from '#server/jongeren/match.ts';
import { comparedName, compareFirst } from '#server/jongeren/names.ts';
import type { ListField } from './fields.ts';
import { identityOf, namedBy } from './named.ts';
import type { CellFault, Entry, ReadRow } from './rows.ts';
import { findTwice, type Twice } from './twice.ts';

type MeldingKind = (typeof meldingKinds)[number];

/** Somebody who is known, with what lists say of people. */
export interface KnownJongere extends Known {
  residence: string | null;
  phone: string | null;
  email: string | null;
  meldingen: readonly KnownMelding[];
}

export interface KnownMelding {
  id: string;
  kind: MeldingKind;
  beganOn: string;
  endedOn: string | null;
  reason: string | null;
  schoolDid: string | null;
  contactName: string | null;
  nextStatus: (typeof nextStatuses)[number] | null;
  /** It was over before the day that the list tells about: a row that says no begin is about another one. */
  isOver: boolean;
}

/** What becomes of a field; from nothing where it was not known. */
export interface FieldChange {
  field: ListField;
  from: string | null;
  to: string;
}

/** Who a row may be about: somebody known, or who another row is about. */
export type RowCandidate =
  | { of: 'known'; id: string; reasons: readonly MatchReason[] }
  | { of: 'row'; row: number; reasons: readonly MatchReason[] };

export type PlannedRow =
  /** `like` is an earlier row about the same person, with another melding. */
  | { state: 'new'; row: number; entry: Entry; like: number | null }
  | {
      state: 'changed';
      row: number;
      entry: Entry;
      id: string;
      changes: readonly FieldChange[];
      melding: 'new' | 'changed' | 'same' | null;
    }
  /** Nothing would change, or an earlier row (`like`) says the same. */
  | { state: 'same'; row: number; entry: Entry; id: string | null; like: number | null }
  | { state: 'maybe'; row: number; entry: Entry; candidates: readonly RowCandidate[] }
  | { state: 'wrong'; row: number; name: string; faults: readonly CellFault[] };

export interface PlanGround {
  kind: (typeof listKinds)[number];
  /** Who is known, at least all who have one of the `matchKeys` of an entry. */
  known: Iterable<KnownJongere>;
  /**
   * Who rows of this sender were written as or said to be about, by their `identityOf`: the id of somebody, or that it is somebody new. So
   * what a person decided holds when the file comes again, and "A. de Vries" finds who was made of it.
   */
  decided?: ReadonlyMap<string, string | typeof someoneNew>;
}

export const someoneNew = Symbol('someone new');

/** The kind of melding that a list makes where its rows say none; null for a list of who is on a good place. */
export const kindOfList: Readonly<Record<PlanGround['kind'], MeldingKind | null>> = {
  'vmbo-geslaagd': 'overstap',
  'verwacht-mbo': 'overstap',
  'no-show': 'no-show',
  uitgeschreven: 'uit',
  ingeschreven: null,
};

/** What a list would change, row by row, in the order of its rows. Nothing is written, and nobody joined. Pure. */
export function planList(rows: readonly ReadRow[], ground: PlanGround): PlannedRow[] {
  const known = new Map([...ground.known].map((person) => [person.id, person]));
  const candidates = candidatesOf(known.values());
  const twice = findTwice(rows.flatMap((one) => (one.ok ? one.entry : [])));
  const planned = new Map<number, PlannedRow>();
  return rows.map((read): PlannedRow => {
    if (!read.ok) return { state: 'wrong', row: read.row, name: read.name, faults: read.faults };
    const { entry } = read;
    const { row } = entry;
    const found = twice.get(row);
    if (found?.isOneOfMany) return wrong(entry, { fault: 'too-many-of-one', rows: [] });
    if (found && found.against.length > 0)
      return wrong(entry, { fault: 'twice-differs', rows: found.against });
    const first = planned.get(found?.copyOf ?? Number.NaN);
    const plan = first
      ? copyOf(first, entry)
      : planEntry(entry, { ground, known, find: candidates.find, twice: found });
    planned.set(row, plan);
    return plan;
  });
}

const wrong = (
  entry: Entry,
  { fault, rows }: Pick<CellFault, 'fault' | 'rows'>,
  field: ListField | null = null,
): PlannedRow => ({
  state: 'wrong',
  row: entry.row,
  name: [entry.firstName, entry.infix, entry.lastName].filter(Boolean).join(' '),
  faults: [{ field, fault, value: '', rows }],
});

/** A row that says what another one says: nothing more is to be done for it. */
const copyOf = (first: PlannedRow, entry: Entry): PlannedRow => ({
  state: 'same',
  row: entry.row,
  entry,
  id: 'id' in first ? first.id : null,
  like: first.row,
});

interface Planning {
  ground: PlanGround;
  known: ReadonlyMap<string, KnownJongere>;
  find: (person: Named) => KnownJongere[];
  twice: Twice | undefined;
}

function planEntry(given: Entry, { ground, known, find, twice }: Planning): PlannedRow {
  const entry = { ...given, birthDate: given.birthDate ?? twice?.born ?? null };
  const { row } = entry;
  const alike = twice?.alike ?? [];
  const decided = ground.decided?.get(identityOf(given));
  const person = namedBy(entry);
  const chosen = typeof decided === 'string' ? known.get(decided) : undefined;
  const verdict = chosen
    ? ({ verdict: 'known', id: chosen.id } as const)
    : decided === someoneNew
      ? ({ verdict: 'new' } as const)
      : matchPerson(person, find(person));
  if (verdict.verdict === 'maybe') {
    const candidates = verdict.candidates.map((one): RowCandidate => ({ of: 'known', ...one }));
    return { state: 'maybe', row, entry, candidates: [...candidates, ...alike.map(ofRow)] };
  }
  if (verdict.verdict === 'new') {
    if (decided === undefined && alike.length > 0)
      return { state: 'maybe', row, entry, candidates: alike.map(ofRow) };
    // Nobody is written down without a date of birth: too many would be one.
    if (entry.birthDate === null) return wrong(entry, { fault: 'birth-missing', rows: [] }, 'birthDate');
    return { state: 'new', row, entry, like: twice?.sameAs ?? null };
  }
  const there = known.get(verdict.id);
  if (!there) throw new Error(`Nobody is known as ${verdict.id}`);
  const melding = meldingChanges(entry, there, ground);
  const changes = [...personChanges(entry, there), ...melding.changes];
  if (changes.length === 0 && melding.is !== 'new')
    return { state: 'same', row, entry, id: there.id, like: null };
  return { state: 'changed', row, entry, id: there.id, changes, melding: melding.is };
}

const ofRow = (one: Twice['alike'][number]): RowCandidate => ({ of: 'row', ...one });

/** What a row says of somebody that is not known so. What it leaves out stays, and an initial says less than a name. */
function personChanges(entry: Entry, known: KnownJongere): FieldChange[] {
  const changes: FieldChange[] = [];
  const change = (field: ListField, from: string | null, to: string | null) => {
    if (to !== null && from !== to) changes.push({ field, from, to });
  };
  const isLess =
    compareFirst(comparedName(entry), comparedName(known)) === 'initial' && comparedName(entry).first === '';
  if (!isLess && foldName(entry.firstName) !== foldName(known.firstName))
    change('firstName', known.firstName, entry.firstName);
  const [of, ofKnown] = [entry, known].map(({ infix, lastName }) => foldName(`${infix} ${lastName}`));
  if (of !== ofKnown) {
    change('infix', known.infix, entry.infix);
    change('lastName', known.lastName, entry.lastName);
  }
  change('residence', known.residence, entry.residence);
  change('phone', known.phone, entry.phone);
  change('email', known.email, entry.email);
  const { school, pupilNumber } = entry;
  const at = known.enrolments.filter((one) => one.school === school);
  if (school !== null && pupilNumber !== null && !at.some((one) => one.pupilNumber === pupilNumber))
    change('pupilNumber', at[0]?.pupilNumber ?? null, pupilNumber);
  return changes;
}

const meldingFields = ['endedOn', 'reason', 'schoolDid', 'contactName', 'nextStatus'] as const;

/** The melding that a row is about: of that kind, and of that begin where it says one. */
export const meldingOf = (
  { beganOn }: Pick<Entry, 'beganOn'>,
  known: KnownJongere,
  kind: MeldingKind,
): KnownMelding | undefined =>
  known.meldingen.find(
    (one) => one.kind === kind && (beganOn === null ? !one.isOver : one.beganOn === beganOn),
  );

function meldingChanges(
  entry: Entry,
  known: KnownJongere,
  { kind: list }: PlanGround,
): { is: 'new' | 'changed' | 'same' | null; changes: FieldChange[] } {
  const kind = entry.kind ?? kindOfList[list];
  if (kind === null) return { is: null, changes: [] };
  const there = meldingOf(entry, known, kind);
  if (!there) return { is: 'new', changes: [] };
  const changes = meldingFields.flatMap((field): FieldChange[] => {
    const to = entry[field];
    return to === null || to === there[field] ? [] : [{ field, from: there[field], to }];
  });
  return { is: changes.length > 0 ? 'changed' : 'same', changes };
}
