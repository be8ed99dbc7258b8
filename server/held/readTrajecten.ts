import { z } from 'zod';
import {
  askAgainAfter,
  audiences,
  contactOutcomes,
  contactParties,
  contactWays,
  dayParts,
  destinationChecks,
  destinations,
  handoverParts,
  handoverStates,
  handoverTalks,
  invitationAnswers,
  invitationEnds,
  invitationWays,
  lookAsks,
  lookOutcomes,
  lookReasons,
  nextActions,
  noteKinds,
  sentWays,
  trajectStates,
} from '#db/schema/words.ts';
import { storedDate } from '#server/kernel/storedInstant.ts';
import type { Ctx } from './context.ts';
import { type HeldEventOf, readEvents } from './readEvents.ts';
import { attemptOf, isTheirs, lookOf } from './rules.ts';

const attemptSchema = z.object({
  at: storedDate,
  by: z.string(),
  way: z.enum(contactWays),
  party: z.enum(contactParties),
  outcome: z.enum(contactOutcomes),
  note: z.string().nullable(),
});
const noteSchema = z.object({
  at: storedDate,
  by: z.string(),
  kind: z.enum(noteKinds),
  audience: z.enum(audiences),
  school: z.string().nullable(),
  version: z.number().int(),
  facts: z.string(),
  reasons: z.string().nullable(),
  agreements: z.string().nullable(),
  reasonsAgreed: z.boolean(),
  withheld: z.boolean(),
  sent: z.array(
    z.object({
      at: storedDate,
      by: z.string(),
      audience: z.enum(audiences),
      way: z.enum(sentWays),
      to: z.string().nullable(),
      words: z.string(),
    }),
  ),
});
const handoverSchema = z.object({
  state: z.enum(handoverStates),
  by: z.string(),
  to: z.string(),
  reason: z.string(),
  talk: z.enum(handoverTalks).nullable(),
  talkOn: z.string().nullable(),
  parts: z.array(z.enum(handoverParts)),
  at: storedDate,
  settledAt: storedDate.nullable(),
  settledBy: z.string().nullable(),
  refusal: z.string().nullable(),
  opensUntil: storedDate.nullable(),
  wrongCodes: z.number().int(),
  openings: z.array(z.object({ at: storedDate, opened: z.boolean() })),
});
const invitationSchema = z.object({
  at: storedDate,
  by: z.string(),
  expiresAt: storedDate,
  endedAt: storedDate.nullable(),
  answer: z.enum(invitationAnswers).nullable(),
  answeredAt: storedDate.nullable(),
  answerWhere: z.string().nullable(),
  way: z.enum(invitationWays),
  endedWhy: z.enum(invitationEnds).nullable(),
  answerPhone: z.string().nullable(),
  answerPart: z.enum(dayParts).nullable(),
  answerAgain: z.enum(askAgainAfter).nullable(),
});
const lookSchema = z.object({
  reason: z.enum(lookReasons),
  dueOn: z.string(),
  ask: z.enum(lookAsks),
  plannedAt: storedDate,
  /** Null for Doorstart itself. */
  plannedBy: z.string().nullable(),
  outcome: z.enum(lookOutcomes).nullable(),
  doneAt: storedDate.nullable(),
  doneBy: z.string().nullable(),
  note: z.string().nullable(),
});

const trajectSchema = z.object({
  id: z.uuid(),
  state: z.enum(trajectStates),
  owner: z.string(),
  assignedAt: storedDate.nullable(),
  nextAction: z.enum(nextActions).nullable(),
  nextOn: z.string().nullable(),
  nextNote: z.string().nullable(),
  openedAt: storedDate,
  approachedAt: storedDate.nullable(),
  reachedAt: storedDate.nullable(),
  intakeAt: storedDate.nullable(),
  startedAt: storedDate.nullable(),
  closedAt: storedDate.nullable(),
  reopenedAt: storedDate.nullable(),
  destination: z.enum(destinations).nullable(),
  destinationCheck: z.enum(destinationChecks).nullable(),
  destinationNote: z.string().nullable(),
  lookAgainOn: z.string().nullable(),
  attempts: z.array(attemptSchema),
  notes: z.array(noteSchema),
  handovers: z.array(handoverSchema),
  invitations: z.array(invitationSchema),
  looks: z.array(lookSchema),
});
type Row = z.output<typeof trajectSchema>;

/** What was done about somebody. What is about others, or was told in confidence, is left out and counted. */
export interface HeldTraject extends Omit<Row, 'id' | 'notes'> {
  notes: Omit<Row['notes'][number], 'withheld'>[];
  notesLeftOut: number;
  attemptsLeftOut: number;
  looksLeftOut: number;
  history: HeldEventOf<'traject'>[];
}

/** The trajecten of somebody, by the ids of their rows, the oldest first. */
export async function readTrajecten(
  ctx: Ctx,
  jongeren: readonly string[],
): Promise<(HeldTraject & { id: string })[]> {
  const rows = await ctx.sql`
    select t.id, t.state, s.first_name as owner, t.assigned_at as "assignedAt", t.next_action as "nextAction",
      t.next_on::text as "nextOn", t.next_note as "nextNote", t.opened_at as "openedAt", t.approached_at as "approachedAt", t.reached_at as "reachedAt",
      t.intake_at as "intakeAt", t.started_at as "startedAt", t.closed_at as "closedAt", t.reopened_at as "reopenedAt", t.destination,
      t.destination_check as "destinationCheck", t.destination_note as "destinationNote",
      t.look_again_on::text as "lookAgainOn",
      coalesce((
        select json_agg(json_build_object('at', a.at, 'by', who.first_name, 'way', a.way, 'party', a.party, 'outcome', a.outcome,
          'note', a.note) order by a.at, a.id)
        from contact_attempts a join staff who on who.id = a.staff_id where a.traject_id = t.id), '[]') as attempts,
      coalesce((
        select json_agg(json_build_object('at', n.at, 'by', who.first_name, 'kind', n.kind, 'audience', n.audience,
          'school', o.name, 'version', n.version, 'facts', n.facts, 'reasons', n.reasons, 'agreements', n.agreements,
          'reasonsAgreed', n.reasons_agreed, 'withheld', n.withheld, 'sent', coalesce((
            select json_agg(json_build_object('at', x.at, 'by', sender.first_name, 'audience', x.audience, 'way', x.way,
              'to', receiver.name, 'words', x.words) order by x.at, x.id)
            from traject_sent x join staff sender on sender.id = x.staff_id
              left join organisations receiver on receiver.id = x.organisation_id
            where x.note_id = n.id), '[]')) order by n.at, n.version, n.id)
        from traject_notes n join staff who on who.id = n.staff_id left join organisations o on o.id = n.organisation_id
        where n.traject_id = t.id), '[]') as notes,
      coalesce((
        select json_agg(json_build_object('state', h.state, 'by', giver.first_name,
          'to', coalesce(taker.first_name, team.name, h.to_outside), 'reason', h.reason, 'talk', h.talk, 'talkOn', h.talk_on,
          'parts', h.parts, 'at', h.offered_at, 'settledAt', h.settled_at, 'settledBy', settler.first_name,
          'refusal', h.refusal, 'opensUntil', h.expires_at, 'wrongCodes', h.wrong_codes, 'openings', coalesce((
            select json_agg(json_build_object('at', p.at, 'opened', p.opened) order by p.at, p.id)
            from handover_openings p where p.handover_id = h.id), '[]')) order by h.offered_at, h.id)
        from handovers h join staff giver on giver.id = h.offered_by left join staff taker on taker.id = h.to_staff_id
          left join teams team on team.id = h.to_team_id left join staff settler on settler.id = h.settled_by
        where h.traject_id = t.id), '[]') as handovers,
      coalesce((
        select json_agg(json_build_object('at', i.created_at, 'by', who.first_name, 'expiresAt', i.expires_at,
          'endedAt', i.ended_at, 'answer', i.answer, 'answeredAt', i.answered_at, 'answerWhere', i.answer_where, 'way', i.way, 'endedWhy', i.ended_why,
          'answerPhone', i.answer_phone, 'answerPart', i.answer_part, 'answerAgain', i.answer_again)
          order by i.created_at, i.id)
        from traject_invitations i join staff who on who.id = i.created_by where i.traject_id = t.id), '[]') as invitations,
      coalesce((
        select json_agg(json_build_object('reason', l.reason, 'dueOn', l.due_on, 'ask', l.ask, 'plannedAt', l.planned_at,
          'plannedBy', planner.first_name, 'outcome', l.outcome, 'doneAt', l.done_at, 'doneBy', looker.first_name,
          'note', l.note) order by l.due_on, l.id)
        from traject_looks l left join staff planner on planner.id = l.planned_by left join staff looker on looker.id = l.done_by
        where l.traject_id = t.id), '[]') as looks
    from trajecten t join staff s on s.id = t.owner_id
    where t.jongere_id = any(${[...jongeren]}::uuid[]) and t.wiped_at is null order by t.opened_at, t.id`;
  const trajecten = z.array(trajectSchema).parse([...rows]);
  const events = await readEvents(
    ctx,
    'traject',
    trajecten.map(({ id }) => id),
  );
  return trajecten.map(({ notes, attempts, looks, ...traject }) => ({
    ...traject,
    attempts: attempts.map(attemptOf),
    attemptsLeftOut: attempts.filter((one) => attemptOf(one).note !== one.note).length,
    looks: looks.map(lookOf),
    looksLeftOut: looks.filter((one) => lookOf(one).note !== one.note).length,
    notes: notes.filter(isTheirs).map(({ withheld: _, ...note }) => note),
    notesLeftOut: notes.filter((note) => !isTheirs(note)).length,
    history: events.get(traject.id) ?? [],
  }));
}
