import type { Fragment, Sql } from 'postgres';
import { z } from 'zod';
import { meldingKinds, nextStatuses } from '#db/schema/words.ts';
import type { Ctx } from '#server/trajecten/context.ts';
import type { KnownJongere } from './plan.ts';
import type { Possible } from './types.ts';
import type { Wanted } from './work/steps.ts';

const knownSchema = z.array(
  z.object({
    id: z.uuid(),
    /** Who they are a part of, when they were taken for two; themselves otherwise. */
    root: z.uuid(),
    firstName: z.string(),
    infix: z.string(),
    lastName: z.string(),
    birthDate: z.string(),
    residence: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    enrolments: z.array(z.object({ school: z.uuid(), pupilNumber: z.string() })),
    meldingen: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(meldingKinds),
        beganOn: z.string(),
        endedOn: z.string().nullable(),
        reason: z.string().nullable(),
        schoolDid: z.string().nullable(),
        contactName: z.string().nullable(),
        nextStatus: z.enum(nextStatuses).nullable(),
        isOver: z.boolean(),
      }),
    ),
  }),
);
/** Somebody known, with who they are a part of. */
export type FoundJongere = KnownJongere & { root: string };

const possibleSchema = z.array(
  z.object({
    id: z.uuid(),
    firstName: z.string(),
    infix: z.string(),
    lastName: z.string(),
    birthDate: z.string(),
    isPart: z.boolean(),
  }),
) satisfies z.ZodType<Possible[]>;

/** Who may be looked at further, as it was found. */
export interface Likely {
  ids: string[];
  /** Who has a name or a number that a row says, or is asked for by id. */
  named: string[];
  /** A digest of all of whom a name and a date of birth were looked at. */
  possible: string;
}

const idsSchema = z.array(z.object({ id: z.uuid() }));
const digestSchema = z.tuple([z.object({ digest: z.string() })]);
/** So many at a time are judged in another thread: all at once would hold up who is served by this one. */
const chunk = 5000;

/**
 * The ids of who is known that a row may be about: by name or number; or by a date of birth, or a surname alone, and then `keep` says who
 * may be. A list of thousands has most dates of birth, so that nearly everybody is found by one, and few are kept. What changes between its
 * statements `isStillLikely` tells, as the digest comes before what it is of.
 */
export async function findLikely(
  { sql }: Pick<Ctx, 'sql'>,
  wanted: Wanted,
  { ids, keep }: { ids: readonly string[]; keep(possible: Possible[]): Promise<string[]> },
): Promise<Likely> {
  const named = await readNamed(sql, wanted, ids);
  const possible = await digestPossible(sql, wanted);
  const found = new Set(named);
  const people = sql`
    select id, first_name as "firstName", coalesce(infix, '') as infix, last_name as "lastName", birth_date::text as "birthDate",
      joined_into_id is not null as "isPart"
    from jongeren j where ${isPossible(sql, wanted)}`;
  for await (const rows of people.cursor(chunk))
    for (const id of await keep(possibleSchema.parse([...rows]))) found.add(id);
  return { ids: [...found].sort(), named, possible };
}

/** Whether that is still so: nobody came, went, or is called or born otherwise who may be looked at further. */
export async function isStillLikely(
  { sql }: Pick<Ctx, 'sql'>,
  wanted: Wanted,
  { ids, likely }: { ids: readonly string[]; likely: Likely },
): Promise<boolean> {
  if ((await digestPossible(sql, wanted)) !== likely.possible) return false;
  return JSON.stringify(await readNamed(sql, wanted, ids)) === JSON.stringify(likely.named);
}

async function readNamed(sql: Sql, { names, numbers }: Wanted, ids: readonly string[]): Promise<string[]> {
  const schools = numbers.map(({ school }) => school);
  // Names are compared as a whole table with a whole list: behind `||` no index is asked twenty thousand times.
  const rows = await sql`
    select j.id from jongeren j join unnest(${names}::text[]) as n(name) on j.name_folded || '' = n.name
    union
    select e.jongere_id from enrolments e
      join unnest(${schools}::uuid[], ${numbers.map(({ number }) => number)}::text[]) as n(school, number)
        on e.organisation_id = n.school and e.pupil_number = n.number
    where e.ended_on is null
    union
    select unnest(${ids}::uuid[])
    order by id`;
  return idsSchema.parse([...rows]).map(({ id }) => id);
}

/**
 * Who was born on a day that a row says, or has the surname of a row without one at the end of their name. Ends of one length are compared
 * as a whole table with a whole list: with `like` seven thousand surnames took 28 s, and so they take 0.3 s.
 */
function isPossible(sql: Sql, { birthDates, lastNames }: Wanted): Fragment {
  const isBornSo = sql`j.birth_date = any(${birthDates}::text[]::date[])`;
  if (lastNames.length === 0) return isBornSo;
  return sql`(${isBornSo} or j.id in (
    select k.id
    from jongeren k cross join (select distinct length(name) as long from unnest(${lastNames}::text[]) as n(name)) ends
      join unnest(${lastNames}::text[]) as n(name) on n.name = right(k.name_folded, ends.long)))`;
}

async function digestPossible(sql: Sql, wanted: Wanted): Promise<string> {
  const rows = await sql`
    select coalesce(md5(string_agg(
      (id, first_name, infix, last_name, birth_date, joined_into_id)::text, '' order by id)), '') as digest
    from jongeren j where ${isPossible(sql, wanted)}`;
  return digestSchema.parse([...rows])[0].digest;
}

/**
 * Somebody known, with what lists say of people. `asOf` (ISO) is the day that the list tells about: what was settled before it is over. In
 * the order of their ids, so that two answers can be compared.
 */
export async function readKnown(
  { sql }: Pick<Ctx, 'sql'>,
  ids: readonly string[],
  asOf: string,
): Promise<FoundJongere[]> {
  const rows = await sql`
    with found as materialized (
      select unnest(${ids}::uuid[]) as id
    ), people as (
      select j.*, coalesce(j.joined_into_id, j.id) as root
      from jongeren j left join jongeren k on k.id = j.joined_into_id
      where j.id in (select id from found) and j.wiped_at is null
        -- Under the same name they are found as the one they are a part of.
        and (k.id is null or (k.name_folded, k.birth_date) is distinct from (j.name_folded, j.birth_date))
    ), numbers as (
      select e.jongere_id, json_agg(json_build_object('school', e.organisation_id, 'pupilNumber', e.pupil_number)
        order by e.organisation_id, e.pupil_number) as list
      from enrolments e
      where e.jongere_id in (select root from people) and e.ended_on is null and e.pupil_number is not null
      group by e.jongere_id
    ), reported as (
      select m.jongere_id, json_agg(json_build_object('id', m.id, 'kind', m.kind, 'beganOn', m.began_on, 'endedOn', m.ended_on,
        'reason', m.reason, 'schoolDid', m.school_did, 'contactName', m.contact_name, 'nextStatus', m.next_status,
        'isOver', m.settled_at is not null and m.settled_at < ${asOf}::date and m.began_on < ${asOf}::date)
        order by m.reported_at, m.id) as list
      from meldingen m
      where m.jongere_id in (select root from people) and m.state <> 'withdrawn' and m.wiped_at is null
      group by m.jongere_id
    )
    select p.id, p.root, p.first_name as "firstName", coalesce(p.infix, '') as infix, p.last_name as "lastName",
      p.birth_date::text as "birthDate", p.residence, p.phone, p.email, coalesce(n.list, '[]') as enrolments,
      coalesce(r.list, '[]') as meldingen
    from people p left join numbers n on n.jongere_id = p.root left join reported r on r.jongere_id = p.root
    order by p.id`;
  return knownSchema.parse([...rows]);
}

const beforeSchema = z.array(z.tuple([z.string(), z.uuid()]));

/** What became of those whom earlier rows of a sender named so: the id of somebody by an identity. */
export async function readBefore(
  { sql }: Pick<Ctx, 'sql'>,
  identities: readonly string[],
  sender: string,
): Promise<[identity: string, id: string][]> {
  const rows = await sql`
    select distinct on (r.identity) r.identity, r.jongere_id as id
    from list_rows r join lists l on l.id = r.list_id
    where r.jongere_id is not null and l.sender_id = ${sender}
      and r.identity in (select unnest(${[...new Set(identities)]}::text[]))
    order by r.identity, l.read_at desc, r.id desc`;
  return beforeSchema.parse(rows.map(({ identity, id }) => [identity, id]));
}
