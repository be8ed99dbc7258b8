import { z } from 'zod';
import { handoverParts, handoverStates, handoverTalks } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { ageOn } from '#server/jongeren/age.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { handedOverParts, noteParts } from './audience.ts';
import type { Ctx } from './context.ts';
import { isReceiver } from './handoverAnswer.ts';
import { readAttempts, readMeldingen, type StoryAttempt, type StoryMelding } from './readStory.ts';

const instant = z.coerce.date().transform(Number);

const handoverSchema = z.object({
  id: z.uuid(),
  state: z.enum(handoverStates),
  by: z.string(),
  to: z.string(),
  reason: z.string(),
  talk: z.enum(handoverTalks).nullable(),
  talkOn: z.string().nullable(),
  parts: z.array(z.enum(handoverParts)),
  at: instant,
  settledAt: instant.nullable(),
  settledBy: z.string().nullable(),
  refusal: z.string().nullable(),
});
export type TrajectHandover = z.output<typeof handoverSchema>;

const columns = ({ sql }: Ctx) => sql`
  h.id, h.state, giver.first_name || ' ' || giver.last_name as by,
  coalesce(taker.first_name || ' ' || taker.last_name, concat_ws(', ', team.name, nullif(organisation.name, own.name)), h.to_outside)
    as to,
  h.reason, h.talk, h.talk_on::text as "talkOn", to_json(h.parts) as parts, h.offered_at as at, h.settled_at as "settledAt",
  settler.first_name as "settledBy", h.refusal`;

const joins = ({ sql }: Ctx) => sql`
  join staff giver on giver.id = h.offered_by join organisations own on own.id = giver.organisation_id
  left join staff taker on taker.id = h.to_staff_id left join teams team on team.id = h.to_team_id
  left join organisations organisation on organisation.id = team.organisation_id
  left join staff settler on settler.id = h.settled_by`;

/** All overdrachten of a traject, the oldest first. A part of a verb that asked the table of rights. */
export async function readHandovers(ctx: Ctx, traject: string): Promise<TrajectHandover[]> {
  const rows = await ctx.sql`
    select ${columns(ctx)} from handovers h ${joins(ctx)} where h.traject_id = ${traject} order by h.offered_at, h.id`;
  return z.array(handoverSchema).parse([...rows]);
}

const sharedSchema = z.object({
  birthDate: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  reachNote: z.string().nullable(),
  schools: z.array(z.string()).nullable(),
});

/** What a receiver sees before they accept: the parts that the jongere agreed to, and null for the others. */
export interface Offer extends TrajectHandover {
  age: number | null;
  contact: { name: string; phone: string | null; email: string | null; reachNote: string | null } | null;
  schools: string[] | null;
  meldingen: StoryMelding[] | null;
  attempts: StoryAttempt[] | null;
  /** Of verslagen all that was written, or what was agreed alone; the latest versions. */
  verslagen: { at: number; facts: string | null; reasons: string | null; agreements: string | null }[] | null;
}

/** The offer of a traject that waits for whoever is signed in, or for their team. */
export async function readOffer(ctx: Ctx, traject: string): Promise<{ ok: true; offer: Offer } | NotFound> {
  may(ctx, 'handover.read');
  if (!z.uuid().safeParse(traject).success) return { ok: false, error: 'not-found' };
  const [row] = await ctx.sql`
    select ${columns(ctx)}, json_build_object(
        'birthDate', j.birth_date,
        'name', case when 'contact' = any(h.parts) then concat_ws(' ', j.first_name, j.infix, j.last_name) end,
        'phone', case when 'contact' = any(h.parts) then j.phone end,
        'email', case when 'contact' = any(h.parts) then j.email end,
        'reachNote', case when 'contact' = any(h.parts) then j.reach_note end,
        'schools', case when 'school' = any(h.parts) then coalesce((
          select json_agg(concat_ws(', ', o.name, e.programme) order by e.seen_on desc)
          from enrolments e join organisations o on o.id = e.organisation_id where e.jongere_id = j.id), '[]'::json) end
      ) as shared
    from handovers h ${joins(ctx)} join trajecten t on t.id = h.traject_id join jongeren j on j.id = t.jongere_id
    where h.traject_id = ${traject} and h.state = 'offered' and t.wiped_at is null and ${isReceiver(ctx, 'handover.read')}`;
  if (row === undefined) return { ok: false, error: 'not-found' };
  const handover = handoverSchema.parse(row);
  const { birthDate, name, schools, ...reach } = sharedSchema.parse(row.shared);
  const has = (part: (typeof handoverParts)[number]) => handover.parts.includes(part);
  const [meldingen, attempts, verslagen] = await Promise.all([
    has('meldingen') ? readMeldingen(ctx, traject) : null,
    has('attempts') ? readAttempts(ctx, traject) : null,
    readVerslagen(ctx, traject, handover.parts),
  ]);
  viewed(ctx, 'handover.read', { kind: 'traject', id: traject });
  const today = dateInAmsterdam(ctx.clock.now());
  const age = birthDate === null ? null : ageOn(birthDate, today);
  const contact = name === null ? null : { name, ...reach };
  return { ok: true, offer: { ...handover, age, contact, schools, meldingen, attempts, verslagen } };
}

const verslagSchema = z.object({
  at: instant,
  facts: z.string().nullable(),
  reasons: z.string().nullable(),
  agreements: z.string().nullable(),
});

async function readVerslagen(
  { sql }: Ctx,
  traject: string,
  agreed: Offer['parts'],
): Promise<Offer['verslagen']> {
  const parts = handedOverParts({ kind: 'verslag' }, agreed);
  if (parts.length === 0) return null;
  const [facts, reasons, agreements] = noteParts.map((part) => parts.includes(part));
  const rows = await sql`
    select n.at, case when ${facts === true} then n.facts end as facts, case when ${reasons === true} then n.reasons end as reasons,
      case when ${agreements === true} then n.agreements end as agreements
    from traject_notes n
    where n.traject_id = ${traject} and n.kind = 'verslag'
      and not exists (select from traject_notes later where later.follows_id = n.id)
    order by n.at, n.id`;
  return z.array(verslagSchema).parse([...rows]);
}

export interface Elsewhere {
  /** The team that has it; null for an owner without a team. */
  team: string | null;
  isOpen: boolean;
  version: number;
}

const elsewhereSchema = z.object({
  team: z.string().nullable(),
  isOpen: z.boolean(),
  version: z.number().int(),
});

/** That a traject is there, and of which team, for who is of another one: no more, until they take it over with a reason. */
export async function peekTraject(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; elsewhere: Elsewhere } | NotFound> {
  may(ctx, 'traject.take-over');
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const [row] = await ctx.sql`
    select team.name as team, t.closed_at is null and t.joined_into_id is null as "isOpen", t.version
    from trajecten t join staff s on s.id = t.owner_id left join teams team on team.id = s.team_id
    where t.id = ${id} and t.wiped_at is null and ${rawScope(ctx, 'traject.take-over')}`;
  if (row === undefined) return { ok: false, error: 'not-found' };
  viewed(ctx, 'traject.take-over', { kind: 'traject', id });
  return { ok: true, elsewhere: elsewhereSchema.parse(row) };
}

const receiversSchema = z.array(z.object({ value: z.string(), label: z.string() }));

/** To whom a traject can be offered: colleagues of the own team first, then teams, also of other gemeenten with accounts here. */
export async function readHandoverReceivers(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const { staff: me } = may(ctx, 'traject.write');
  const rows = await ctx.sql`
    select 'staff ' || s.id as value, s.first_name || ' ' || s.last_name as label, 0 as place
    from staff s where s.active and s.id <> ${me.id} and s.team_id = ${me.team?.id ?? null}::uuid
      and s.roles && array['casemanager', 'coordinator']
    union all
    select 'team ' || t.id, concat_ws(', ', t.name, nullif(o.name, own.name)), case when o.id = own.id then 1 else 2 end
    from teams t join organisations o on o.id = t.organisation_id, organisations own
    where own.id = ${me.organisation} and t.active and o.active
      and exists (select from staff s where s.team_id = t.id and s.active and s.roles && array['casemanager', 'coordinator'])
    order by place, label, value`;
  return receiversSchema.parse(rows.map(({ value, label }) => ({ value, label })));
}
