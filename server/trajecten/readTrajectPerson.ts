import { z } from 'zod';
import { correctedFields, messageLevels } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { keepsBsn, maskBsn, openBsn } from '#server/jongeren/bsn.ts';
import { personSchema } from '#server/jongeren/person.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { SealingCtx } from './context.ts';

const rowSchema = personSchema.extend({
  messages: z.enum(messageLevels),
  sealedBsn: z.string().nullable(),
  version: z.number().int(),
  guardians: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      reachNote: z.string().nullable(),
    }),
  ),
  enrolments: z.array(
    z.object({ id: z.uuid(), school: z.string(), pupilNumber: z.string().nullable(), isOver: z.boolean() }),
  ),
  corrections: z.array(
    z.object({
      at: storedInstant,
      by: z.string(),
      field: z.enum(correctedFields),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** What they asked to be corrected, which waits for that. */
  request: z.object({ id: z.uuid(), said: z.string().nullable() }).nullable(),
});

/** Who the jongere of a traject is, to be corrected; instants are epoch ms. */
export interface TrajectPerson extends Omit<z.output<typeof rowSchema>, 'sealedBsn'> {
  /** In whole years today: of who is 18 parents are not asked. */
  age: number;
  /** Null while no number is kept of anybody; else the mask of theirs, or null. */
  bsn: { masked: string | null; ground: string } | null;
}

/** Who the jongere of a traject is, for its owner and their team. */
export async function readTrajectPerson(
  ctx: SealingCtx,
  traject: string,
): Promise<{ ok: true; person: TrajectPerson } | NotFound> {
  may(ctx, 'traject.write');
  if (!z.uuid().safeParse(traject).success) return { ok: false, error: 'not-found' };
  const today = dateInAmsterdam(ctx.clock.now());
  const [found] = await ctx.sql`
    select j.id, j.first_name as "firstName", j.infix, j.last_name as "lastName", j.birth_date::text as "birthDate", j.residence,
      j.secret_address as "secretAddress", j.address, j.email, j.phone, j.reach_by as "reachBy", j.reach_note as "reachNote",
      j.messages, j.language, j.interpreter, j.sealed_bsn as "sealedBsn", j.version,
      coalesce((
        select json_agg(json_build_object('id', g.id, 'name', g.name, 'email', g.email, 'phone', g.phone,
          'reachNote', g.reach_note) order by g.name, g.id)
        from guardians g where g.jongere_id = j.id), '[]') as guardians,
      coalesce((
        select json_agg(json_build_object('id', e.id, 'school', o.name, 'pupilNumber', e.pupil_number,
          'isOver', coalesce(e.ended_on <= ${today}, false)) order by e.ended_on is not null, e.seen_on desc, e.id)
        from enrolments e join organisations o on o.id = e.organisation_id where e.jongere_id = j.id), '[]') as enrolments,
      coalesce((
        select json_agg(json_build_object('at', c.at, 'by', who.first_name, 'field', c.field, 'before', c.before,
          'after', c.after) order by c.at desc, c.id)
        from jongere_corrections c join staff who on who.id = c.staff_id where c.jongere_id = j.id), '[]') as corrections,
      (select json_build_object('id', r.id, 'said', r.said) from jongere_requests r
        where r.jongere_id = j.id and r.kind = 'correction' and r.decided_at is null) as request
    from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
    where t.id = ${traject} and t.wiped_at is null and j.wiped_at is null and ${rawScope(ctx, 'traject.write')}`;
  if (found === undefined) return { ok: false, error: 'not-found' };
  const { sealedBsn, ...person } = rowSchema.parse(found);
  viewed(ctx, 'traject.write', { kind: 'jongere', id: person.id });
  const { settings } = await ctx.roster.current();
  const bsn = openBsn(ctx, { id: person.id, sealed: sealedBsn });
  const { bsn: kept } = settings.trajecten;
  const isKept = kept !== null && keepsBsn(settings, today);
  return {
    ok: true,
    person: {
      ...person,
      age: ageOn(person.birthDate, today),
      bsn: isKept ? { masked: bsn === null ? null : maskBsn(bsn), ground: kept.ground } : null,
    },
  };
}
