import { z } from 'zod';
import {
  contactOutcomes,
  contactParties,
  contactWays,
  historyWords,
  meldingCloseReasons,
  meldingKinds,
  meldingSources,
  meldingStates,
  nextStatuses,
  outcomes,
} from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { settingsIn } from '#server/roster/rosterIn.ts';
import type { Ctx } from './context.ts';
import { meldingDestroyedOn } from './destruction.ts';
import { wholeTraject } from './whole.ts';

const meldingSchema = z.object({
  id: z.uuid(),
  at: storedInstant,
  kind: z.enum(meldingKinds),
  source: z.enum(meldingSources),
  state: z.enum(meldingStates),
  closeReason: z.enum(meldingCloseReasons).nullable(),
  organisation: z.object({ id: z.uuid(), name: z.string(), isSchool: z.boolean() }).nullable(),
  contact: z.string().nullable(),
  beganOn: z.string(),
  endedOn: z.string().nullable(),
  hoursMissed: z.number().int().nullable(),
  reason: z.string().nullable(),
  schoolDid: z.string().nullable(),
  asks: z.string().nullable(),
  nextStatus: z.enum(nextStatuses).nullable(),
  additions: z.array(z.object({ at: storedInstant, body: z.string() })),
  /** The day on which its words go; null while that is not known. */
  destroyedOn: z.string().nullable(),
  isWiped: z.boolean(),
});
export type StoryMelding = z.output<typeof meldingSchema>;

const attemptSchema = z.object({
  at: storedInstant,
  by: z.string(),
  way: z.enum(contactWays),
  party: z.enum(contactParties),
  outcome: z.enum(contactOutcomes),
  note: z.string().nullable(),
});
export type StoryAttempt = z.output<typeof attemptSchema>;

const eventSchema = z.object({
  at: storedInstant,
  /** Null for Doorstart itself, and the jongere. */
  by: z.string().nullable(),
  what: z.enum(historyWords.traject),
  details: z.record(z.string(), z.string()),
  /** The name of whom it went to. */
  to: z.string().nullable(),
  /** Of a traject that was joined into this one. */
  isOfPart: z.boolean(),
});
export type StoryEvent = z.output<typeof eventSchema>;

const appointmentSchema = z.object({
  id: z.uuid(),
  at: storedInstant,
  with: z.string(),
  isCancelled: z.boolean(),
  outcome: z.enum(outcomes).nullable(),
});
export type StoryAppointment = z.output<typeof appointmentSchema>;

const referralSchema = z.object({ id: z.uuid(), at: storedInstant, from: z.string().nullable() });
export type StoryReferral = z.output<typeof referralSchema>;

/** All that happened, also in what was joined into it, but for notes and overdrachten; each by its time, the oldest first. */
export interface Story {
  meldingen: StoryMelding[];
  attempts: StoryAttempt[];
  events: StoryEvent[];
  appointments: StoryAppointment[];
  /** Those that were joined to it; `at` is when they were made. */
  referrals: StoryReferral[];
}

/** What the feed tells by itself: contact, notes and overdrachten have rows of their own. */
const told = [
  'opened',
  'assigned',
  'taken-over',
  'state-changed',
  'invited',
  'invitation-withdrawn',
  'answered',
  'linked',
  'unlinked',
  'look-planned',
  'look-done',
  'closed',
  'reopened',
  'joined',
  'parted',
] as const satisfies readonly (typeof historyWords.traject)[number][];

/** A part of a verb that asked the table of rights. */
export async function readStory(ctx: Ctx, traject: string): Promise<Story> {
  may(ctx, 'traject.read');
  const whole = wholeTraject(ctx.sql, traject);
  const [meldingen, attempts, events, appointments, referrals] = await Promise.all([
    readMeldingen(ctx, traject),
    readAttempts(ctx, traject),
    ctx.sql`
      select h.at, s.first_name as by, h.what, h.details, receiver.first_name as to, h.traject_id <> ${traject} as "isOfPart"
      from history h left join staff s on s.id = h.staff_id left join staff receiver on receiver.id::text = h.details->>'to'
      where h.traject_id = any(${whole}) and h.what = any(${told})
        and (h.traject_id = ${traject} or h.what not in ('joined', 'parted')) order by h.at, h.id`,
    ctx.sql`
      select a.id, a.starts_at as at, s.first_name as with, a.status = 'cancelled' as "isCancelled", a.outcome
      from traject_links l join appointments a on a.id = l.appointment_id join staff s on s.id = a.casemanager_id
      where l.traject_id = any(${whole}) order by a.starts_at`,
    ctx.sql`
      select r.id, r.created_at as at, coalesce(o.name, r.from_organisation) as from
      from traject_links l join referrals r on r.id = l.referral_id left join organisations o on o.id = r.organisation_id
      where l.traject_id = any(${whole}) and r.wiped_at is null order by r.created_at`,
  ]);
  return {
    meldingen,
    attempts,
    events: z.array(eventSchema).parse([...events]),
    appointments: z.array(appointmentSchema).parse([...appointments]),
    referrals: z.array(referralSchema).parse([...referrals]),
  };
}

/** The meldingen of a traject and of what was joined into it, the oldest first; also a part of a write. */
export async function readMeldingen(ctx: Ctx, traject: string): Promise<StoryMelding[]> {
  const settings = await settingsIn({ ctx });
  const rows = await ctx.sql`
    select m.id, m.reported_at as at, m.kind, m.source, m.state, m.close_reason as "closeReason",
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'isSchool', o.kind = 'school') end
        as organisation,
      nullif(concat_ws(', ', m.contact_name, m.contact_function, m.contact_phone, m.contact_email), '') as contact,
      m.began_on::text as "beganOn", m.ended_on::text as "endedOn", m.hours_missed as "hoursMissed", m.reason,
      m.school_did as "schoolDid", m.asks, m.next_status as "nextStatus",
      coalesce((
        select json_agg(json_build_object('at', a.at, 'body', a.body) order by a.at, a.id)
        from melding_additions a where a.melding_id = m.id), '[]'::json) as additions,
      ${meldingDestroyedOn(ctx, settings.trajecten)}::text as "destroyedOn", m.wiped_at is not null as "isWiped"
    from meldingen m left join organisations o on o.id = m.organisation_id
    where m.traject_id = any(${wholeTraject(ctx.sql, traject)}) order by m.reported_at, m.id`;
  return z.array(meldingSchema).parse([...rows]);
}

/** The tries to reach somebody, also in what was joined into the traject, the oldest first. */
export async function readAttempts({ sql }: Ctx, traject: string): Promise<StoryAttempt[]> {
  const rows = await sql`
    select a.at, s.first_name as by, a.way, a.party, a.outcome, a.note
    from contact_attempts a join staff s on s.id = a.staff_id
    where a.traject_id = any(${wholeTraject(sql, traject)}) order by a.at, a.id`;
  return z.array(attemptSchema).parse([...rows]);
}
