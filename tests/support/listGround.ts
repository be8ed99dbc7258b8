import assert from 'node:assert/strict';
import { comparedName } from '#server/jongeren/names.ts';
import { foldWord } from '#server/kernel/csv/foldWord.ts';
import { recogniseColumns } from '#server/lists/columns.ts';
import { identityOf } from '#server/lists/named.ts';
import { type KnownJongere, kindOfList, type PlanGround, type PlannedRow } from '#server/lists/plan.ts';
import { type Entry, type ReadRow, type RowGround, readRows } from '#server/lists/rows.ts';
import { readTable } from '#server/lists/sheet/readTable.ts';

// A list from its bytes to its plan, and what a plan leaves behind when it is carried out, without a database.

export const listToday = '2026-11-20';
export const college = { id: 'college', name: 'Het College', isSchool: true };
export const listGround: RowGround = {
  today: listToday,
  sender: college,
  schools: new Map(
    [college, { id: 'lyceum', name: 'Lyceum De Proef' }].map(({ id, name }) => [foldWord(name), id]),
  ),
};

/** The rows of a file; its columns have to be clear. */
export async function rowsOfFile(bytes: Uint8Array | string, ground = listGround): Promise<ReadRow[]> {
  const read = await readTable({ bytes: Buffer.from(bytes), name: 'lijst' });
  assert.ok(read.ok, JSON.stringify(read));
  return readRows(read.table, recogniseColumns(read.table, { today: ground.today }), ground);
}

/** What is known after a plan was carried out; rows about which a person is asked wait. */
export function carryOut(
  planned: readonly PlannedRow[],
  { kind, known, decided = new Map() }: PlanGround,
): Required<PlanGround> {
  const after = new Map([...known].map((person) => [person.id, person]));
  const made = new Map(decided);
  const idOfRow = new Map<number, string>();
  for (const plan of planned) {
    if (plan.state === 'wrong' || plan.state === 'maybe') continue;
    const { entry, row } = plan;
    const like = 'like' in plan && plan.like !== null ? idOfRow.get(plan.like) : undefined;
    const id = 'id' in plan && plan.id !== null ? plan.id : (like ?? `made${row}`);
    idOfRow.set(row, id);
    made.set(identityOf(entry), id);
    after.set(id, written(after.get(id), id, entry, kindOfList[kind]));
  }
  return { kind, known: [...after.values()], decided: made };
}

/** Somebody as they are once a row was written. */
function written(
  before: KnownJongere | undefined,
  id: string,
  entry: Entry,
  listKind: Entry['kind'],
): KnownJongere {
  const { school, pupilNumber } = entry;
  const enrolment = school !== null && pupilNumber !== null ? [{ school, pupilNumber }] : [];
  const kind = entry.kind ?? listKind;
  const meldingen = [...(before?.meldingen ?? [])];
  const at = meldingen.findIndex(
    (one) => one.kind === kind && (!entry.beganOn || one.beganOn === entry.beganOn),
  );
  const old = meldingen[at];
  const melding = kind && {
    id: old?.id ?? `${id} ${kind}`,
    kind,
    beganOn: entry.beganOn ?? old?.beganOn ?? listToday,
    endedOn: entry.endedOn ?? old?.endedOn ?? null,
    reason: entry.reason ?? old?.reason ?? null,
    schoolDid: entry.schoolDid ?? old?.schoolDid ?? null,
    contactName: entry.contactName ?? old?.contactName ?? null,
    nextStatus: entry.nextStatus ?? old?.nextStatus ?? null,
    isOver: false,
  };
  if (melding) meldingen.splice(at < 0 ? meldingen.length : at, at < 0 ? 0 : 1, melding);
  const isLess = before && comparedName(entry).first === '';
  return {
    id,
    firstName: isLess ? before.firstName : entry.firstName,
    infix: entry.infix,
    lastName: entry.lastName,
    birthDate: entry.birthDate ?? before?.birthDate ?? null,
    enrolments: [...(before?.enrolments ?? []), ...enrolment],
    residence: entry.residence ?? before?.residence ?? null,
    phone: entry.phone ?? before?.phone ?? null,
    email: entry.email ?? before?.email ?? null,
    meldingen,
  };
}
