import type { correctedFields } from '#db/schema/words.ts';
import { foldedName, noteEnrolments } from '#server/jongeren/insert.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import type { FoundJongere } from './known.ts';
import { meldingOf } from './plan.ts';
import type { JudgedRow } from './work/steps.ts';

type CorrectedField = (typeof correctedFields)[number];
type ChangedRow = Extract<JudgedRow, { state: 'changed' }>;

const ofPerson = ['firstName', 'infix', 'lastName', 'residence', 'phone', 'email'] as const;
/** As a correction names them. */
const correctedAs = {
  firstName: 'first-name',
  infix: 'infix',
  lastName: 'last-name',
  residence: 'residence',
  phone: 'phone',
  email: 'email',
} as const satisfies Record<(typeof ofPerson)[number], CorrectedField>;
const ofMelding = ['endedOn', 'reason', 'schoolDid', 'contactName', 'nextStatus'] as const;

/**
 * Writes what rows say otherwise of who is known, and of meldingen that are open. What was known of somebody stays beside it, as with each
 * correction: a list may be wrong. Part of a write; `by` is who takes the list in.
 */
export async function applyChanges(
  w: Write<Ctx>,
  { rows, known, by }: { rows: readonly JudgedRow[]; known: readonly FoundJongere[]; by: string },
): Promise<void> {
  const people = new Map(known.map((person) => [person.id, person]));
  const changed = rows.filter((row) => row.state === 'changed');
  await keepKnown(w, { rows: changed, people, by });
  await changePeople(w, changed, people);
  await changeMeldingen(w, changed, people);
  const seenOn = dateInAmsterdam(Date.parse(w.now));
  await noteEnrolments(
    w,
    changed.flatMap(({ id, entry, melding }) => {
      const person = people.get(id);
      // Who is taken in with a new melding is enrolled by that.
      if (!person || entry.school === null || melding === 'new') return [];
      const { school, pupilNumber, programme } = entry;
      return { jongere: person.root, organisation: school, pupilNumber, programme, seenOn };
    }),
  );
}

async function keepKnown(
  w: Write<Ctx>,
  {
    rows,
    people,
    by,
  }: { rows: readonly ChangedRow[]; people: ReadonlyMap<string, FoundJongere>; by: string },
): Promise<void> {
  const kept = rows.flatMap(({ id, changes }) => {
    const person = people.get(id);
    if (!person) return [];
    return ofPerson.flatMap((name) => {
      const change = changes.find(({ field }) => field === name);
      if (!change || (change.from || null) === (change.to || null)) return [];
      const { from, to } = change;
      return { jongere: person.root, field: correctedAs[name], before: from || null, after: to || null };
    });
  });
  if (kept.length === 0) return;
  await w.tx`
    insert into jongere_corrections (jongere_id, at, staff_id, field, before, after)
    select jongere, ${w.now}, ${by}::uuid, field, before, after
    from jsonb_to_recordset(${JSON.stringify(kept)}::text::jsonb) as r (jongere uuid, field text, before text, after text)`;
}

async function changePeople(
  w: Write<Ctx>,
  rows: readonly ChangedRow[],
  people: ReadonlyMap<string, FoundJongere>,
): Promise<void> {
  const given = rows.flatMap(({ id, changes }) => {
    const person = people.get(id);
    const own = changes.filter(({ field }) => ofPerson.some((one) => one === field));
    if (!person || own.length === 0) return [];
    const to = new Map(own.map(({ field, to: value }) => [field, value]));
    const after = {
      firstName: to.get('firstName') ?? person.firstName,
      infix: to.get('infix') ?? person.infix,
      lastName: to.get('lastName') ?? person.lastName,
    };
    return {
      id: person.root,
      firstName: after.firstName,
      infix: after.infix || null,
      lastName: after.lastName,
      folded: foldedName(after),
      residence: to.get('residence') ?? person.residence,
      phone: to.get('phone') ?? person.phone,
      email: to.get('email') ?? person.email,
    };
  });
  if (given.length === 0) return;
  await w.tx`
    update jongeren j set first_name = r."firstName", infix = r.infix, last_name = r."lastName", name_folded = r.folded,
      residence = r.residence, phone = r.phone, email = r.email, version = j.version + 1
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as r (id uuid, "firstName" text, infix text, "lastName" text,
      folded text, residence text, phone text, email text)
    where j.id = r.id and j.wiped_at is null`;
  w.recordAll(
    given.map(({ id }) => ({ about: { kind: 'jongere', id }, what: 'changed', details: { by: 'list' } })),
  );
}

async function changeMeldingen(
  w: Write<Ctx>,
  rows: readonly ChangedRow[],
  people: ReadonlyMap<string, FoundJongere>,
): Promise<void> {
  const given = rows.flatMap(({ id, entry, changes, melding }) => {
    const person = people.get(id);
    const there =
      person && entry.kind && melding === 'changed' ? meldingOf(entry, person, entry.kind) : undefined;
    if (!there) return [];
    const to = new Map(changes.map(({ field, to: value }) => [field, value]));
    const [endedOn, reason, schoolDid, contactName, nextStatus] = ofMelding.map(
      (field) => to.get(field) ?? there[field],
    );
    return { id: there.id, endedOn, reason, schoolDid, contactName, nextStatus };
  });
  if (given.length === 0) return;
  await w.tx`
    update meldingen m set ended_on = greatest(r."endedOn", m.began_on), reason = r.reason, school_did = r."schoolDid",
      contact_name = r."contactName", next_status = r."nextStatus", version = m.version + 1
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
      as r (id uuid, "endedOn" date, reason text, "schoolDid" text, "contactName" text, "nextStatus" text)
    where m.id = r.id and m.wiped_at is null`;
  w.recordAll(
    given.map(({ id }) => ({ about: { kind: 'melding', id }, what: 'added-to', details: { by: 'list' } })),
  );
}
