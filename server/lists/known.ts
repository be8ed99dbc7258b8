import { z } from 'zod';
import { meldingKinds, nextStatuses } from '#db/schema/words.ts';
import type { Ctx } from './context.ts';
import type { KnownJongere } from './plan.ts';
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

/**
 * Who is known that a row may be about: by date of birth, name, or number at a school. `asOf` (ISO) is the day that the list tells
 * about: what was settled before it is over. In the order of their ids, so that two answers can be compared.
 */
export async function readKnown(
  { sql }: Pick<Ctx, 'sql'>,
  { birthDates, names, lastNames, numbers }: Wanted,
  { asOf, ids }: { asOf: string; ids: readonly string[] },
): Promise<FoundJongere[]> {
  const schools = numbers.map(({ school }) => school);
  // Names are compared as a whole table with a whole list: behind `||` no index is asked twenty thousand times.
  const rows = await sql`
    with found as materialized (
      select id from jongeren where birth_date = any(${birthDates}::text[]::date[])
      union
      select j.id from jongeren j join unnest(${names}::text[]) as n(name) on j.name_folded || '' = n.name
      union
      select j.id from jongeren j join unnest(${lastNames}::text[]) as n(name) on j.name_folded like '%' || n.name
      union
      select e.jongere_id from enrolments e
        join unnest(${schools}::uuid[], ${numbers.map(({ number }) => number)}::text[]) as n(school, number)
          on e.organisation_id = n.school and e.pupil_number = n.number
      where e.ended_on is null
      union
      select unnest(${ids}::uuid[])
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
