import { randomUUID } from 'node:crypto';
import { foldName } from '#server/booking/foldName.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { fullName } from './names.ts';
import type { JongereInput } from './schema.ts';

/** The whole name in the form in which names are compared. */
export const foldedName = (
  name: Pick<JongereInput, 'firstName' | 'lastName'> & { infix?: string | null | undefined },
): string => foldName(fullName(name));

/**
 * Writes down jongeren who are not there yet, in one statement, and gives their ids in the same order. Part of a write: the right of
 * its verb counts.
 */
export async function insertJongeren(w: Write<Ctx>, people: readonly JongereInput[]): Promise<string[]> {
  if (people.length === 0) return [];
  const ids = people.map(() => randomUUID());
  const rows = people.map((person, at) => ({
    id: ids[at],
    first_name: person.firstName,
    infix: person.infix,
    last_name: person.lastName,
    name_folded: foldedName(person),
    birth_date: person.birthDate,
    residence: person.residence,
    secret_address: person.secretAddress,
    address: person.address,
    email: person.email,
    phone: person.phone,
    reach_by: person.reachBy,
    reach_note: person.reachNote,
    language: person.language ?? 'nl',
    interpreter: person.interpreter,
  }));
  await w.tx`
    insert into jongeren (id, first_name, infix, last_name, name_folded, birth_date, residence, secret_address, address, email,
      phone, reach_by, reach_note, language, interpreter, created_at)
    select id, first_name, infix, last_name, name_folded, birth_date, residence, secret_address, address, email,
      phone, reach_by, reach_note, language, interpreter, ${w.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (id uuid, first_name text, infix text, last_name text,
      name_folded text, birth_date date, residence text, secret_address boolean, address text, email text, phone text,
      reach_by text, reach_note text, language text, interpreter text)`;
  w.recordAll(ids.map((id) => ({ about: { kind: 'jongere', id }, what: 'added' })));
  return ids;
}

/** At which school a jongere was seen on a date, and under which number. */
export interface Enrolment {
  jongere: string;
  organisation: string;
  pupilNumber: string | null;
  programme: string | null;
  seenOn: string;
}

/**
 * Writes down where jongeren are at school. A number that was somebody else's until now is theirs no more: the school gave it to this
 * one. Part of a write.
 */
export async function noteEnrolments(w: Write<Ctx>, enrolments: readonly Enrolment[]): Promise<void> {
  // Of two rows about one jongere at one school the last number and the last programme count.
  const byPlace = new Map<string, Enrolment>();
  for (const one of enrolments) {
    const key = `${one.jongere} ${one.organisation}`;
    const before = byPlace.get(key);
    byPlace.set(key, {
      ...one,
      pupilNumber: one.pupilNumber ?? before?.pupilNumber ?? null,
      programme: one.programme ?? before?.programme ?? null,
    });
  }
  if (byPlace.size === 0) return;
  const given = JSON.stringify([...byPlace.values()]);
  const rows = w.tx`
    jsonb_to_recordset(${given}::text::jsonb)
      as r (jongere uuid, organisation uuid, "pupilNumber" text, programme text, "seenOn" date)`;
  await w.tx`
    update enrolments e set ended_on = r."seenOn" from ${rows}
    where e.organisation_id = r.organisation and e.pupil_number = r."pupilNumber" and e.jongere_id <> r.jongere
      and e.ended_on is null`;
  await w.tx`
    with found as (
      select r.*, e.id
      from ${rows} left join lateral (
        select id from enrolments e
        where e.jongere_id = r.jongere and e.organisation_id = r.organisation and e.ended_on is null
          and (e.pupil_number is null or r."pupilNumber" is null or e.pupil_number = r."pupilNumber")
        order by e.pupil_number nulls last limit 1) e on true
    ), known as (
      update enrolments e
      set programme = coalesce(f.programme, e.programme), seen_on = greatest(e.seen_on, f."seenOn"),
        pupil_number = coalesce(e.pupil_number, f."pupilNumber")
      from found f where e.id = f.id
    )
    insert into enrolments (jongere_id, organisation_id, pupil_number, programme, seen_on)
    select jongere, organisation, "pupilNumber", programme, "seenOn" from found where id is null`;
}
