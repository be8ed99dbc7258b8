import { randomUUID } from 'node:crypto';
import { enrolments, jongeren } from '#db/schema/index.ts';
import { foldName } from '#server/booking/foldName.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import type { JongereInput } from './schema.ts';

/** The whole name in the form in which names are compared. */
export const foldedName = ({
  firstName,
  infix,
  lastName,
}: Pick<JongereInput, 'firstName' | 'infix' | 'lastName'>): string =>
  foldName([firstName, infix, lastName].filter(Boolean).join(' '));

/** Writes down a jongere who is not there yet, and gives the id. Part of a write: the right of its verb counts. */
export async function insertJongere(w: Write<Ctx>, person: JongereInput): Promise<string> {
  const id = randomUUID();
  const tx = w.ctx.db;
  await tx.insert(jongeren).values({
    id,
    firstName: person.firstName,
    infix: person.infix ?? null,
    lastName: person.lastName,
    nameFolded: foldedName(person),
    birthDate: person.birthDate,
    residence: person.residence ?? null,
    secretAddress: person.secretAddress,
    address: person.address ?? null,
    email: person.email ?? null,
    phone: person.phone ?? null,
    reachBy: person.reachBy ?? null,
    reachNote: person.reachNote ?? null,
    language: person.language ?? 'nl',
    interpreter: person.interpreter ?? null,
    createdAt: new Date(w.now),
  });
  w.record({ about: { kind: 'jongere', id }, what: 'added' });
  return id;
}

/** At which school a jongere was seen on a date, and under which number. */
export interface Enrolment {
  organisation: string;
  pupilNumber: string | null;
  programme: string | null;
  seenOn: string;
}

/**
 * Writes down where a jongere is at school. A number that was somebody else's until now is theirs no more: the school gave it to
 * this one.
 */
export async function noteEnrolment(w: Write<Ctx>, jongere: string, enrolment: Enrolment): Promise<void> {
  const { organisation, pupilNumber, programme, seenOn } = enrolment;
  if (pupilNumber !== null)
    await w.tx`
      update enrolments set ended_on = ${seenOn}
      where organisation_id = ${organisation} and pupil_number = ${pupilNumber} and jongere_id <> ${jongere} and ended_on is null`;
  const known = await w.tx`
    update enrolments
    set programme = coalesce(${programme}, programme), seen_on = greatest(seen_on, ${seenOn}::date),
      pupil_number = coalesce(pupil_number, ${pupilNumber})
    where id = (
      select id from enrolments
      where jongere_id = ${jongere} and organisation_id = ${organisation} and ended_on is null
        and (pupil_number is null or ${pupilNumber}::text is null or pupil_number = ${pupilNumber})
      order by pupil_number nulls last limit 1)
    returning id`;
  const tx = w.ctx.db;
  if (known.length === 0)
    await tx
      .insert(enrolments)
      .values({ jongereId: jongere, organisationId: organisation, pupilNumber, programme, seenOn });
}
