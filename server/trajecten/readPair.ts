import { z } from 'zod';
import { trajectStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { MatchReason } from '#server/jongeren/match.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import type { Ctx } from './context.ts';
import { findAlike } from './readAlike.ts';

const personSchema = z.object({
  id: z.uuid(),
  firstName: z.string(),
  infix: z.string().nullable(),
  lastName: z.string(),
  birthDate: z.string(),
  residence: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Each school with the number of the pupil there. */
  schools: z.array(z.string()),
  meldingen: z.number().int(),
  trajecten: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(trajectStates),
      owner: z.string(),
      team: z.string().nullable(),
      isOurs: z.boolean(),
    }),
  ),
});
/** Somebody beside whom another is put, to see whether they are one. */
export type PairPerson = z.output<typeof personSchema>;

export interface Candidate extends PairPerson {
  reasons: readonly MatchReason[];
  /** Whoever asks may write in a traject of theirs; of others no more is told than who has them. */
  isOurs: boolean;
}

export interface Pair {
  self: PairPerson;
  candidates: Candidate[];
}

const idSchema = z.object({ id: z.uuid() });

/** Somebody with a traject beside all who look like them, to be compared by a person. */
export async function readPair(ctx: Ctx, traject: string): Promise<{ ok: true; pair: Pair } | NotFound> {
  may(ctx, 'traject.write');
  const [found] = z.uuid().safeParse(traject).success
    ? await ctx.sql`
        select t.jongere_id as id from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
        where t.id = ${traject} and t.wiped_at is null and j.wiped_at is null and j.joined_into_id is null
          and ${rawScope(ctx, 'traject.write')}`
    : [];
  if (found === undefined) {
    notFound(ctx, 'traject.write', { kind: 'traject', id: traject });
    return { ok: false, error: 'not-found' };
  }
  const { id } = idSchema.parse(found);
  const [self] = await readPeople(ctx, [id]);
  if (self === undefined) return { ok: false, error: 'not-found' };
  const alike = await findAlike(ctx, self);
  const people = await readPeople(
    ctx,
    alike.map((one) => one.id),
  );
  const candidates = alike.flatMap(({ id: other, reasons }): Candidate[] => {
    const person = people.find((one) => one.id === other);
    if (person === undefined) return [];
    const isOurs = person.trajecten.some((one) => one.isOurs);
    const hidden = { residence: null, phone: null, email: null, schools: [] };
    return [{ ...person, ...(isOurs ? {} : hidden), reasons, isOurs }];
  });
  for (const one of [self, ...candidates]) viewed(ctx, 'traject.write', { kind: 'jongere', id: one.id });
  return { ok: true, pair: { self, candidates } };
}

async function readPeople(ctx: Ctx, ids: readonly string[]): Promise<PairPerson[]> {
  const rows = await ctx.sql`
    select j.id, j.first_name as "firstName", j.infix, j.last_name as "lastName", j.birth_date::text as "birthDate", j.residence,
      j.phone, j.email,
      coalesce((
        select json_agg(concat_ws(', ', o.name, e.pupil_number) order by e.seen_on desc, e.id)
        from enrolments e join organisations o on o.id = e.organisation_id where e.jongere_id = j.id), '[]'::json) as schools,
      (select count(*)::int from meldingen m where m.jongere_id = j.id) as meldingen,
      coalesce((
        select json_agg(json_build_object('id', t.id, 'state', t.state, 'owner', s.first_name || ' ' || s.last_name,
          'team', team.name, 'isOurs', ${rawScope(ctx, 'traject.write')}) order by t.closed_at is not null, t.opened_at desc)
        from trajecten t join staff s on s.id = t.owner_id left join teams team on team.id = s.team_id
        where t.jongere_id = j.id and t.joined_into_id is null), '[]'::json) as trajecten
    from jongeren j where j.id = any(${[...ids]}::uuid[])`;
  return z.array(personSchema).parse([...rows]);
}

const joinsSchema = z.array(
  z.object({
    gone: z.uuid(),
    name: z.string(),
    at: storedInstant,
    by: z.string(),
    partedAt: storedInstant.nullable(),
    partedBy: z.string().nullable(),
  }),
);
/** Somebody who was taken for the same as this jongere, since when, and until when; instants are epoch ms. */
export type JongereJoin = z.output<typeof joinsSchema>[number];

/** Who was joined into a jongere, the oldest first. A part of a verb that asked the table of rights. */
export async function readJoins({ sql }: Ctx, jongere: string): Promise<JongereJoin[]> {
  const rows = await sql`
    select x.gone_id as gone, coalesce(concat_ws(' ', j.first_name, j.infix, j.last_name), '') as name, x.at, s.first_name as by,
      x.parted_at as "partedAt", parter.first_name as "partedBy"
    from jongere_joins x join jongeren j on j.id = x.gone_id join staff s on s.id = x.by
      left join staff parter on parter.id = x.parted_by
    where x.kept_id = ${jongere} order by x.id`;
  return joinsSchema.parse([...rows]);
}
