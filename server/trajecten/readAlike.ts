import { z } from 'zod';
import { foldedName } from '#server/jongeren/insert.ts';
import { type MatchReason, matchPerson } from '#server/jongeren/match.ts';
import { fullName } from '#server/jongeren/names.ts';
import type { Ctx } from './context.ts';

/** Somebody who may be the same person, with why. */
export interface Alike {
  id: string;
  name: string;
  birthDate: string;
  reasons: readonly MatchReason[];
}

const candidatesSchema = z.array(
  z.object({
    id: z.uuid(),
    firstName: z.string(),
    infix: z.string(),
    lastName: z.string(),
    birthDate: z.string(),
    enrolments: z.array(z.object({ school: z.uuid(), pupilNumber: z.string() })),
  }),
);

/** How many who look alike a page tells. */
const most = 5;

interface Whose {
  id: string;
  firstName: string;
  infix: string | null;
  lastName: string;
  birthDate: string;
}

/** Who looks like a jongere: of their date of birth or their whole name. Nobody is merged by this. */
export async function findAlike(ctx: Ctx, jongere: Whose): Promise<Alike[]> {
  const { id, birthDate } = jongere;
  const folded = foldedName(jongere);
  const rows = await ctx.sql`
    select j.id, j.first_name as "firstName", coalesce(j.infix, '') as infix, j.last_name as "lastName",
      j.birth_date::text as "birthDate",
      coalesce((
        select json_agg(json_build_object('school', e.organisation_id, 'pupilNumber', e.pupil_number))
        from enrolments e where e.jongere_id = j.id and e.pupil_number is not null), '[]'::json) as enrolments
    from jongeren j
    where (j.birth_date = ${birthDate} or j.name_folded = ${folded}) and j.joined_into_id is null and j.wiped_at is null
    order by j.id <> ${id}, j.id limit 200`;
  const all = candidatesSchema.parse([...rows]);
  const self = all.find((one) => one.id === id);
  if (!self) return [];
  const others = all.filter((one) => one.id !== id);
  const verdict = matchPerson(self, others);
  if (verdict.verdict === 'new') return [];
  const found =
    verdict.verdict === 'known' ? [{ id: verdict.id, reasons: verdict.reasons }] : verdict.candidates;
  return found.slice(0, most).flatMap(({ id: other, reasons }) => {
    const person = others.find((one) => one.id === other);
    if (!person) return [];
    return [{ id: other, name: fullName(person), birthDate: person.birthDate, reasons }];
  });
}
