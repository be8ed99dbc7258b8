import type { Decided, Item, Taken } from '#server/meldingen/takeIn.ts';
import type { FoundList } from './find.ts';
import type { FoundJongere } from './known.ts';
import { meldingOf } from './plan.ts';
import type { Entry } from './rows.ts';
import type { JudgedRow } from './work/steps.ts';

export interface Written {
  /** What goes in, in an order in which who an item refers to stands before it. */
  items: Item[];
  /** Which row is about whom, and about which melding. */
  links(taken: readonly Taken[]): { number: number; jongere: string; melding: string | null }[];
}

/** What the clear rows of a list are for `takeInAll`, and afterwards for the list. Pure. */
export function writtenBy(
  rows: readonly JudgedRow[],
  { asOf }: Pick<FoundList, 'asOf'>,
  known: readonly FoundJongere[],
): Written {
  const people = new Map(known.map((person) => [person.id, person]));
  const byRow = new Map(rows.map((row) => [row.row, row]));
  /** The row that says who a row is about: itself, or the first of those that it is like. */
  const firstOf = (row: JudgedRow): JudgedRow => {
    const like = 'like' in row && row.like !== null ? byRow.get(row.like) : undefined;
    return like && like !== row ? firstOf(like) : row;
  };
  const items: Item[] = [];
  const itemOf = new Map<number, number>();
  const add = (row: number, item: Item) => {
    itemOf.set(row, items.length);
    items.push(item);
  };
  const ordered = [...rows].sort(
    (a, b) => Number(firstOf(a) !== a) - Number(firstOf(b) !== b) || a.row - b.row,
  );
  for (const row of ordered) {
    if (row.state === 'new') {
      const first = firstOf(row);
      const at = itemOf.get(first.row);
      const who: Decided =
        first === row ? { is: 'new' } : at === undefined ? whoOf(first, people) : { is: 'as', at };
      add(row.row, itemFor(row.entry, { asOf, who, birthDate: row.entry.birthDate }));
    } else if (row.state === 'changed' && row.melding === 'new') {
      const person = people.get(row.id);
      const birthDate = person?.birthDate ?? row.entry.birthDate;
      add(row.row, itemFor(row.entry, { asOf, who: whoOf(row, people), birthDate }));
    }
  }
  return {
    items,
    links: (taken) =>
      rows.map((row) => {
        const own = taken[itemOf.get(row.row) ?? -1];
        if (own) return { number: row.row, jongere: own.jongere, melding: own.melding };
        const first = firstOf(row);
        const ofFirst = taken[itemOf.get(first.row) ?? -1];
        if (ofFirst) return { number: row.row, jongere: ofFirst.jongere, melding: ofFirst.melding };
        const person = people.get(idOf(first));
        if (!person || !('entry' in row)) throw new Error(`expected row ${row.row} to be about somebody`);
        const { kind } = row.entry;
        const melding = kind === null ? undefined : meldingOf(row.entry, person, kind);
        return { number: row.row, jongere: person.root, melding: melding?.id ?? null };
      }),
  };
}

function idOf(row: JudgedRow): string {
  const id = 'id' in row ? row.id : null;
  if (id === null) throw new Error(`expected row ${row.row} to be about somebody known`);
  return id;
}

function whoOf(row: JudgedRow, people: ReadonlyMap<string, FoundJongere>): Decided {
  const person = people.get(idOf(row));
  if (!person) throw new Error(`expected to know whom row ${row.row} is about`);
  return { is: 'known', id: person.root };
}

const orNone = (text: string | null) => (text === null || text === '' ? undefined : text);

/** A row without a begin began, as far as is known, on the day that its list tells about. */
function itemFor(
  entry: Entry,
  { asOf, who, birthDate }: { asOf: string; who: Decided; birthDate: string | null },
): Item {
  const { kind, endedOn } = entry;
  if (kind === null || birthDate === null) throw new Error(`expected row ${entry.row} to be a melding`);
  const beganOn = entry.beganOn ?? (endedOn !== null && endedOn < asOf ? endedOn : asOf);
  return {
    pupil: {
      firstName: entry.firstName,
      infix: orNone(entry.infix),
      lastName: entry.lastName,
      birthDate,
      residence: orNone(entry.residence),
      secretAddress: false,
      email: orNone(entry.email),
      phone: orNone(entry.phone),
      pupilNumber: orNone(entry.pupilNumber),
      programme: orNone(entry.programme),
    },
    melding: {
      kind,
      beganOn,
      endedOn: orNone(endedOn),
      reason: orNone(entry.reason),
      schoolDid: orNone(entry.schoolDid),
      contactName: orNone(entry.contactName),
    },
    school: entry.school,
    nextStatus: entry.nextStatus,
    who,
  };
}
