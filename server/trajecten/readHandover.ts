import { z } from 'zod';
import { handoverParts, handoverStates, handoverTalks, noticeStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import type { Ctx } from './context.ts';
import { isReceiver } from './handoverAnswer.ts';
import { ownsTrajecten } from './ownsTrajecten.ts';
import { readShared, type Shared } from './shared.ts';
import { wholeTraject } from './whole.ts';

const handoverSchema = z.object({
  id: z.uuid(),
  state: z.enum(handoverStates),
  by: z.string(),
  to: z.string(),
  reason: z.string(),
  talk: z.enum(handoverTalks).nullable(),
  talkOn: z.string().nullable(),
  parts: z.array(z.enum(handoverParts)),
  at: storedInstant,
  settledAt: storedInstant.nullable(),
  settledBy: z.string().nullable(),
  refusal: z.string().nullable(),
  /** Of a sealed page; null of an offer to somebody with an account here. */
  sealed: z
    .object({
      email: z.string(),
      /** Epoch ms. */
      until: storedInstant,
      wrongCodes: z.number().int(),
      /** How its mail went; null once that is not kept any more. */
      mail: z.enum(noticeStates).nullable(),
      /** Each time that it was opened, or a code was wrong; the oldest first. */
      openings: z.array(z.object({ at: storedInstant, opened: z.boolean() })),
    })
    .nullable(),
});
export type TrajectHandover = z.output<typeof handoverSchema>;

const columns = ({ sql }: Ctx) => sql`
  h.id, h.state, giver.first_name || ' ' || giver.last_name as by,
  coalesce(h.to_outside, taker.first_name || ' ' || taker.last_name, concat_ws(', ', team.name, nullif(organisation.name, own.name)))
    as to,
  h.reason, h.talk, h.talk_on::text as "talkOn", to_json(h.parts) as parts, h.offered_at as at, h.settled_at as "settledAt",
  coalesce(settler.first_name, concat_ws(', ', h.settled_name, h.settled_function)) as "settledBy", h.refusal,
  case when h.to_outside is not null then json_build_object(
    'email', h.to_email, 'until', h.expires_at, 'wrongCodes', h.wrong_codes,
    'mail', (select o.state from outbox o where o.handover_id = h.id order by o.version desc limit 1),
    'openings', coalesce((
      select json_agg(json_build_object('at', p.at, 'opened', p.opened) order by p.id)
      from handover_openings p where p.handover_id = h.id), '[]'::json)) end as sealed`;

const joins = ({ sql }: Ctx) => sql`
  join staff giver on giver.id = h.offered_by join organisations own on own.id = giver.organisation_id
  left join staff taker on taker.id = h.to_staff_id left join teams team on team.id = h.to_team_id
  left join organisations organisation on organisation.id = team.organisation_id
  left join staff settler on settler.id = h.settled_by`;

/** All overdrachten of a traject, and what came of those of what was joined into it; the oldest first. A part of a verb that asked the table of rights. */
export async function readHandovers(ctx: Ctx, traject: string): Promise<TrajectHandover[]> {
  const rows = await ctx.sql`
    select ${columns(ctx)} from handovers h ${joins(ctx)}
    where h.traject_id = any(${wholeTraject(ctx.sql, traject)}) and (h.traject_id = ${traject} or h.state <> 'offered')
    order by h.offered_at, h.id`;
  return z.array(handoverSchema).parse([...rows]);
}

/** The condition on `handovers h` of a traject `t`: one that its giver owns no more has lapsed, and shows nothing to its receiver. */
const stillOffered = ({ sql }: Ctx) => sql`
  h.state = 'offered' and t.owner_id = h.offered_by and t.closed_at is null and t.joined_into_id is null and t.wiped_at is null`;

/** What a receiver sees before they accept. */
export interface Offer extends TrajectHandover, Shared {}

/** The offer of a traject that waits for whoever is signed in, or for their team. */
export async function readOffer(ctx: Ctx, traject: string): Promise<{ ok: true; offer: Offer } | NotFound> {
  may(ctx, 'handover.read');
  if (!z.uuid().safeParse(traject).success) return { ok: false, error: 'not-found' };
  const [row] = await ctx.sql`
    select ${columns(ctx)}
    from handovers h ${joins(ctx)} join trajecten t on t.id = h.traject_id
    where h.traject_id = ${traject} and ${stillOffered(ctx)} and ${isReceiver(ctx, 'handover.read')}`;
  if (row === undefined) return { ok: false, error: 'not-found' };
  const handover = handoverSchema.parse(row);
  viewed(ctx, 'handover.read', { kind: 'traject', id: traject });
  return { ok: true, offer: { ...handover, ...(await readShared(ctx, traject, handover.parts)) } };
}

const waitingSchema = z.array(
  z.object({
    traject: z.uuid(),
    by: z.string(),
    /** To whoever asks, not to their team. */
    isToMe: z.boolean(),
    /** Only where the jongere agreed to it. */
    name: z.string().nullable(),
    reason: z.string(),
    talk: z.enum(handoverTalks).nullable(),
    talkOn: z.string().nullable(),
    at: storedInstant,
  }),
);
/** An overdracht that waits for an answer, in a line. */
export type WaitingOffer = z.output<typeof waitingSchema>[number];

/** What is offered to whoever is signed in, and to their team as a whole; the oldest first. */
export async function readOffers(ctx: Ctx): Promise<WaitingOffer[]> {
  const { staff: me } = may(ctx, 'handover.read');
  const rows = await ctx.sql`
    select h.traject_id as traject, giver.first_name || ' ' || giver.last_name as by,
      h.to_staff_id is not distinct from ${me.id}::uuid as "isToMe",
      case when 'contact' = any(h.parts) then concat_ws(' ', j.first_name, j.infix, j.last_name) end as name,
      h.reason, h.talk, h.talk_on::text as "talkOn", h.offered_at as at
    from handovers h join staff giver on giver.id = h.offered_by join trajecten t on t.id = h.traject_id
      join jongeren j on j.id = t.jongere_id
    where ${stillOffered(ctx)} and ${isReceiver(ctx, 'handover.read')}
      and (h.to_staff_id = ${me.id} or h.to_team_id = ${me.team?.id ?? null}::uuid)
    order by h.offered_at, h.id limit 50`;
  const offers = waitingSchema.parse([...rows]);
  if (offers.length > 0) viewed(ctx, 'handover.read', { kind: 'worklist' });
  return offers;
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
    from staff s where ${ownsTrajecten(ctx.sql)} and s.id <> ${me.id} and s.team_id = ${me.team?.id ?? null}::uuid
    union all
    select 'team ' || t.id, concat_ws(', ', t.name, nullif(o.name, own.name)), case when o.id = own.id then 1 else 2 end
    from teams t join organisations o on o.id = t.organisation_id, organisations own
    where own.id = ${me.organisation} and t.active and o.active
      and exists (select from staff s where s.team_id = t.id and ${ownsTrajecten(ctx.sql)})
    order by place, label, value`;
  return receiversSchema.parse(rows.map(({ value, label }) => ({ value, label })));
}
