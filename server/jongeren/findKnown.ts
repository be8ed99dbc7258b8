import { z } from 'zod';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { foldedName } from './insert.ts';
import { comparedName, compareFirst, compareLast } from './names.ts';
import type { JongereInput } from './schema.ts';

const pupilsSchema = z.array(
  z.object({ id: z.uuid(), firstName: z.string(), infix: z.string().nullable(), lastName: z.string() }),
);
const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Whom a report is about, when there is no doubt: the pupil of that number at that school with that date of birth, unless both their
 * names are quite others, or else the one jongere of that whole name and date of birth. Null otherwise; who looks alike is shown to a
 * person, who may join them.
 */
export async function findKnown(
  w: Write<Ctx>,
  person: Pick<JongereInput, 'firstName' | 'infix' | 'lastName' | 'birthDate'>,
  at: { organisation: string; pupilNumber: string | null } | null,
): Promise<string | null> {
  const byNumber = at?.pupilNumber
    ? await w.tx`
        select j.id, j.first_name as "firstName", j.infix, j.last_name as "lastName"
        from enrolments e join jongeren j on j.id = e.jongere_id
        where e.organisation_id = ${at.organisation} and e.pupil_number = ${at.pupilNumber} and e.ended_on is null
          and j.birth_date = ${person.birthDate} and j.joined_into_id is null`
    : [];
  const [pupil] = pupilsSchema.parse([...byNumber]);
  if (pupil && !isOtherName(pupil, person)) return pupil.id;
  // Who was taken for two is found by the name of either.
  const byName = await w.tx`
    select distinct coalesce(joined_into_id, id) as id from jongeren
    where birth_date = ${person.birthDate} and name_folded = ${foldedName(person)}
    limit 2`;
  const [named, ...others] = idsSchema.parse([...byName]);
  return named && others.length === 0 ? named.id : null;
}

type Names = Pick<JongereInput, 'firstName' | 'lastName'> & { infix?: string | null | undefined };

/** Who is called otherwise at school has their surname, and who took another surname their first name; nobody changes both. */
function isOtherName(pupil: Names, person: Names): boolean {
  const of = ({ firstName, infix, lastName }: Names) =>
    comparedName({ firstName, infix: infix ?? '', lastName });
  const [a, b] = [of(pupil), of(person)];
  return compareFirst(a, b) === 'different' && compareLast(a, b) === 'different';
}
