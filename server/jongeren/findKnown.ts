import { z } from 'zod';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { foldedName } from './insert.ts';
import type { JongereInput } from './schema.ts';

const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Whom a report is about, when there is no doubt: the pupil of that number at that school with that date of birth, or else the one
 * jongere of that whole name and date of birth. Null otherwise; who looks alike is shown to a person, who may join them. Locks
 * the row.
 */
export async function findKnown(
  w: Write<Ctx>,
  person: Pick<JongereInput, 'firstName' | 'infix' | 'lastName' | 'birthDate'>,
  at: { organisation: string; pupilNumber: string | null } | null,
): Promise<string | null> {
  const byNumber = at?.pupilNumber
    ? await w.tx`
        select j.id from enrolments e join jongeren j on j.id = e.jongere_id
        where e.organisation_id = ${at.organisation} and e.pupil_number = ${at.pupilNumber} and e.ended_on is null
          and j.birth_date = ${person.birthDate} and j.joined_into_id is null
        for update of j`
    : [];
  const [pupil] = idsSchema.parse([...byNumber]);
  if (pupil) return pupil.id;
  const byName = await w.tx`
    select id from jongeren
    where birth_date = ${person.birthDate} and name_folded = ${foldedName(person)} and joined_into_id is null
    order by id limit 2 for update`;
  const [named, ...others] = idsSchema.parse([...byName]);
  return named && others.length === 0 ? named.id : null;
}
