import { z } from 'zod';
import { correctedFields, messageLevels, requestDecisions, requestKinds } from '#db/schema/words.ts';
import { openBsn } from '#server/jongeren/bsn.ts';
import { personSchema } from '#server/jongeren/person.ts';
import { storedDate } from '#server/kernel/storedInstant.ts';
import type { Ctx } from './context.ts';
import { type HeldEventOf, readEvents } from './readEvents.ts';

const whoSchema = personSchema.extend({
  messages: z.enum(messageLevels),
  sealedBsn: z.string().nullable(),
  objectedAt: storedDate.nullable(),
  createdAt: storedDate,
  /** Of parents and guardians that they are known; how they are reached is theirs. */
  guardians: z.array(z.string()),
  enrolments: z.array(
    z.object({
      school: z.string(),
      pupilNumber: z.string().nullable(),
      programme: z.string().nullable(),
      seenOn: z.string(),
      endedOn: z.string().nullable(),
    }),
  ),
  /** That they objected or asked to be forgotten, and what came of it. */
  requests: z.array(
    z.object({
      kind: z.enum(requestKinds),
      askedOn: z.string(),
      said: z.string().nullable(),
      recordedAt: storedDate,
      recordedBy: z.string().nullable(),
      decision: z.enum(requestDecisions).nullable(),
      refusal: z.string().nullable(),
      decidedAt: storedDate.nullable(),
      decidedBy: z.string().nullable(),
    }),
  ),
  /** What was corrected, and how it stood before. */
  corrections: z.array(
    z.object({
      at: storedDate,
      by: z.string(),
      field: z.enum(correctedFields),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});

/** Who somebody is, as it was written down; more than one of whom was taken for two. */
export interface HeldWho extends Omit<z.output<typeof whoSchema>, 'id' | 'sealedBsn'> {
  bsn: string | null;
  history: HeldEventOf<'jongere'>[];
}

/** What is kept of who these are, by the ids of their rows. Whoever was forgotten is left out. */
export async function readWho(ctx: Ctx, ids: readonly string[]): Promise<(HeldWho & { id: string })[]> {
  const rows = await ctx.sql`
    select j.id, j.first_name as "firstName", j.infix, j.last_name as "lastName", j.birth_date::text as "birthDate",
      j.residence, j.secret_address as "secretAddress", j.address, j.email, j.phone, j.reach_by as "reachBy",
      j.reach_note as "reachNote", j.messages, j.language, j.interpreter, j.sealed_bsn as "sealedBsn", j.objected_at as "objectedAt",
      j.created_at as "createdAt",
      coalesce((select json_agg(g.name order by g.name) from guardians g where g.jongere_id = j.id), '[]') as guardians,
      coalesce((
        select json_agg(json_build_object('school', o.name, 'pupilNumber', e.pupil_number, 'programme', e.programme,
          'seenOn', e.seen_on, 'endedOn', e.ended_on) order by e.seen_on, e.id)
        from enrolments e join organisations o on o.id = e.organisation_id where e.jongere_id = j.id), '[]') as enrolments,
      coalesce((
        select json_agg(json_build_object('kind', r.kind, 'askedOn', r.asked_on, 'said', r.said, 'recordedAt', r.recorded_at,
          'recordedBy', who.first_name, 'decision', r.decision, 'refusal', r.refusal, 'decidedAt', r.decided_at,
          'decidedBy', decider.first_name) order by r.recorded_at)
        from jongere_requests r left join staff who on who.id = r.recorded_by left join staff decider on decider.id = r.decided_by
        where r.jongere_id = j.id), '[]') as requests,
      coalesce((
        select json_agg(json_build_object('at', c.at, 'by', who.first_name, 'field', c.field, 'before', c.before,
          'after', c.after) order by c.at, c.id)
        from jongere_corrections c join staff who on who.id = c.staff_id where c.jongere_id = j.id), '[]') as corrections
    from jongeren j where j.id = any(${[...ids]}::uuid[]) and j.wiped_at is null
    order by j.joined_into_id is not null, j.created_at, j.id`;
  const events = await readEvents(ctx, 'jongere', ids);
  return z
    .array(whoSchema)
    .parse([...rows])
    .map(({ sealedBsn, ...who }) => ({
      ...who,
      bsn: openBsn(ctx, { id: who.id, sealed: sealedBsn }),
      history: events.get(who.id) ?? [],
    }));
}
