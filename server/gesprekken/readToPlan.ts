import { z } from 'zod';
import { type ageGroups, languages, messageLevels, reachWays } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { ageOn } from '#server/jongeren/age.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { askingToForget } from '#server/trajecten/asksToForget.ts';
import { ageGroupOf } from './ageGroup.ts';
import type { Ctx } from './context.ts';

const rowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  birthDate: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  messages: z.enum(messageLevels),
  language: z.enum(languages),
  interpreter: z.string().nullable(),
  owner: z.uuid(),
  /** They asked to be forgotten, and nobody decided yet: only to talk about that. */
  asksToForget: z.boolean(),
});

/** The jongere of a traject, to fill in who an afspraak is for. */
export interface ToPlan extends Omit<z.output<typeof rowSchema>, 'birthDate'> {
  ageGroup: (typeof ageGroups)[number] | undefined;
}

/** For whom a gesprek is planned, of an open traject of the team. */
export async function readToPlan(ctx: Ctx, traject: string): Promise<{ ok: true; plan: ToPlan } | NotFound> {
  may(ctx, 'traject.write');
  if (!z.uuid().safeParse(traject).success) return { ok: false, error: 'not-found' };
  const [found] = await ctx.sql`
    select t.id, j.first_name as name, j.birth_date::text as "birthDate", j.email, j.phone,
      j.reach_by as "reachBy", j.messages, j.language, j.interpreter, t.owner_id as owner,
      ${askingToForget(ctx.sql, ctx.sql`j.id`)} as "asksToForget"
    from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
    where t.id = ${traject} and t.closed_at is null and t.joined_into_id is null and j.wiped_at is null
      and ${rawScope(ctx, 'traject.write')}`;
  if (found === undefined) return { ok: false, error: 'not-found' };
  const { birthDate, ...row } = rowSchema.parse(found);
  viewed(ctx, 'traject.write', { kind: 'traject', id: traject });
  const ageGroup = ageGroupOf(ageOn(birthDate, dateInAmsterdam(ctx.clock.now())));
  return { ok: true, plan: { ...row, ageGroup } };
}
