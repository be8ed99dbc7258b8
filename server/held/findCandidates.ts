import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import { foldedName } from '#server/jongeren/insert.ts';
import { compareTo, type MatchReason } from '#server/jongeren/match.ts';
import { write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import type { Ctx } from './context.ts';
import { lookUps } from './lookUps.ts';
import type { FindCandidatesInput } from './request.ts';

const rowSchema = z.object({
  id: z.uuid(),
  firstName: z.string(),
  infix: z.string().nullable(),
  lastName: z.string(),
  birthDate: z.string(),
  residence: z.string().nullable(),
  schools: z.array(z.string()),
});

/** Somebody who may be who asks, with what tells them apart from others. */
export interface HeldCandidate extends z.output<typeof rowSchema> {
  /** In which ways they are alike, and in which not. */
  reasons: readonly MatchReason[];
}

export type FindCandidatesResult =
  | { ok: true; candidates: HeldCandidate[] }
  /** Looked up too often in an hour. */
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/** No more than somebody looks through with care. */
const mostCandidates = 12;

/**
 * Who of those who were reported may have this name and date of birth, the likeliest first. It is never decided here who it is: a
 * person chooses, also when there is one. Each look stands in the history, as one of `findHeld`.
 */
export async function findCandidates(
  ctx: Ctx,
  { fullName, birthDate, verified }: FindCandidatesInput,
): Promise<FindCandidatesResult> {
  const { staff: me } = may(ctx, 'held.find');
  const counted = await ctx.limits.consume(lookUps, me.id);
  if (!counted.ok) {
    logSecurity(ctx, { action: 'held', object: 'contact:jongere', result: 'alarm', reason: 'too-many' });
    return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  }
  const folded = foldedName(fullName);
  // Who was written down with a wrong date of birth asks for that to be corrected.
  const rows = await ctx.sql`
    select j.id, j.first_name as "firstName", j.infix, j.last_name as "lastName", j.birth_date::text as "birthDate",
      j.residence, coalesce((
        select json_agg(o.name order by e.seen_on desc) from enrolments e join organisations o on o.id = e.organisation_id
        where e.jongere_id = j.id), '[]') as schools
    from jongeren j
    where j.joined_into_id is null and j.wiped_at is null and (j.birth_date = ${birthDate} or j.name_folded = ${folded})
    order by j.id limit 500`;
  const person = { ...fullName, birthDate, enrolments: [] };
  const candidates = z
    .array(rowSchema)
    .parse([...rows])
    .flatMap((row) => {
      const compared = compareTo(person, { ...row, infix: row.infix ?? '', enrolments: [] });
      return compared ? [{ row, points: compared.points, reasons: compared.reasons }] : [];
    })
    .toSorted((a, b) => b.points - a.points)
    .slice(0, mostCandidates)
    .map(({ row, reasons }) => ({ ...row, reasons }));
  await write<void, Ctx>(ctx, async (w) =>
    w.record({
      about: { kind: 'gemeente' },
      what: 'held-shown',
      details: { as: 'candidates', verified, by: 'name', jongeren: String(candidates.length) },
    }),
  );
  for (const { id } of candidates) viewed(ctx, 'held.find', { kind: 'jongere', id });
  logSecurity(ctx, { action: 'held', object: 'contact:jongere', result: 'done', reason: verified });
  return { ok: true, candidates };
}
