import { z } from 'zod';
import { destinationChecks, destinations, nextActions, trajectStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { personSchema } from '#server/jongeren/person.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { destroyedOn } from './destruction.ts';
import { isOpenMelding } from './openMeldingen.ts';
import { openKinds } from './proposeHandover.ts';
import { readLooksOf, type TrajectLook } from './readAftercare.ts';
import { type Alike, findAlike } from './readAlike.ts';
import { readHandovers, type TrajectHandover } from './readHandover.ts';
import { readNotes, type TrajectNote } from './readNotes.ts';
import { type JongereJoin, readJoins } from './readPair.ts';
import { findProposal, type ProposedHandover } from './readProposal.ts';
import { readStory, type Story } from './readStory.ts';
import { readRequests, type TrajectRequest } from './requests.ts';
import { type Term, type TermFacts, termOf } from './terms.ts';

const rowSchema = z.object({
  id: z.uuid(),
  state: z.enum(trajectStates),
  owner: z.object({ id: z.uuid(), name: z.string(), active: z.boolean() }),
  isAssigned: z.boolean(),
  hadIntake: z.boolean(),
  nextAction: z.enum(nextActions).nullable(),
  nextOn: z.string().nullable(),
  nextNote: z.string().nullable(),
  lookAgainOn: z.string().nullable(),
  openedAt: storedInstant,
  closedAt: storedInstant.nullable(),
  destination: z.enum(destinations).nullable(),
  destinationCheck: z.enum(destinationChecks).nullable(),
  destinationNote: z.string().nullable(),
  /** The traject that goes on instead, of a jongere who was taken for two. */
  joinedInto: z.uuid().nullable(),
  destroyedOn: z.string().nullable(),
  version: z.number().int(),
  jongere: personSchema,
});

export interface Enrolled {
  school: string;
  pupilNumber: string | null;
  programme: string | null;
  isOver: boolean;
}

export interface Guardian {
  name: string;
  email: string | null;
  phone: string | null;
  reachNote: string | null;
}

/** One traject with all that its page shows. Instants are epoch ms, dates ISO. */
export interface Traject extends z.output<typeof rowSchema> {
  /** In whole years today. */
  age: number;
  own: boolean;
  enrolments: Enrolled[];
  /** Of who is under 18; empty from then on. */
  guardians: Guardian[];
  story: Story;
  notes: TrajectNote[];
  handovers: TrajectHandover[];
  /** What the jongere asked of what is kept. */
  requests: TrajectRequest[];
  looks: TrajectLook[];
  /** Who may be the same person, and who was taken for them. */
  alike: Alike[];
  joins: JongereJoin[];
  /** What has to be done by when, since its oldest open melding. */
  term: Term | null;
  /** To whom it should go next; null while nothing asks for that, or when it is offered already. */
  proposal: ProposedHandover | null;
}

/**
 * One traject, for its owner and their team. How long it is kept after it is closed follows from the settings, and is told as the day
 * on which it goes.
 */
export async function readTraject(ctx: Ctx, id: string): Promise<{ ok: true; traject: Traject } | NotFound> {
  const { staff: me } = may(ctx, 'traject.read');
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const { settings } = await ctx.roster.current();
  const [found] = await ctx.sql`
    select t.id, t.state, t.assigned_at is not null as "isAssigned", t.next_action as "nextAction",
      t.next_on::text as "nextOn", t.next_note as "nextNote", t.look_again_on::text as "lookAgainOn",
      t.opened_at as "openedAt", t.closed_at as "closedAt", t.destination, t.destination_check as "destinationCheck",
      t.destination_note as "destinationNote", t.joined_into_id as "joinedInto", t.version,
      t.intake_at is not null as "hadIntake",
      ${destroyedOn(ctx, settings.trajecten, ctx.sql`j.id`)}::text as "destroyedOn",
      json_build_object('id', s.id, 'name', s.first_name || ' ' || s.last_name, 'active', s.active) as owner,
      json_build_object('id', j.id, 'firstName', j.first_name, 'infix', j.infix, 'lastName', j.last_name,
        'birthDate', j.birth_date, 'residence', j.residence, 'secretAddress', j.secret_address, 'address', j.address,
        'email', j.email, 'phone', j.phone, 'reachBy', j.reach_by, 'reachNote', j.reach_note, 'language', j.language,
        'interpreter', j.interpreter) as jongere
    from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
    where t.id = ${id} and t.wiped_at is null and j.wiped_at is null and ${rawScope(ctx, 'traject.read')}`;
  if (found === undefined) return { ok: false, error: 'not-found' };
  const row = rowSchema.parse(found);
  const { jongere } = row;
  const today = dateInAmsterdam(ctx.clock.now());
  const age = ageOn(jongere.birthDate, today);
  const about = { traject: id, age, residence: jongere.residence };
  const [enrolments, guardians, story, notes, handovers, alike, joins, requests, looks] = await Promise.all([
    readEnrolments(ctx, jongere.id, today),
    age < 18 ? readGuardians(ctx, jongere.id) : [],
    readStory(ctx, id),
    readNotes(ctx, about),
    readHandovers(ctx, id),
    findAlike(ctx, jongere),
    readJoins(ctx, jongere.id),
    readRequests(ctx, jongere.id),
    readLooksOf(ctx, id),
  ]);
  const isOffered = handovers.some(({ state }) => state === 'offered');
  const proposal =
    row.closedAt !== null || row.joinedInto !== null || isOffered
      ? null
      : await findProposal(ctx, {
          owner: row.owner.id,
          birthDate: jongere.birthDate,
          residence: jongere.residence,
          kinds: openKinds(story.meldingen),
        });
  viewed(ctx, 'traject.read', { kind: 'traject', id });
  const own = row.owner.id === me.id;
  const facts = { ...row, isTried: story.attempts.length > 0, oldest: oldestOf(story) };
  const term =
    row.closedAt === null && row.joinedInto === null ? termOf(facts, settings.trajectTerms, today) : null;
  return {
    ok: true,
    traject: {
      ...row,
      age,
      own,
      term,
      enrolments,
      guardians,
      story,
      notes,
      handovers,
      alike,
      joins,
      proposal,
      requests,
      looks,
    },
  };
}

/** The oldest melding that is still open. */
function oldestOf({ meldingen }: Story): TermFacts['oldest'] {
  const oldest = meldingen.find(isOpenMelding);
  return oldest ? { kind: oldest.kind, reportedOn: dateInAmsterdam(oldest.at) } : null;
}

const enrolmentsSchema = z.array(
  z.object({
    school: z.string(),
    pupilNumber: z.string().nullable(),
    programme: z.string().nullable(),
    isOver: z.boolean(),
  }),
);

async function readEnrolments(ctx: Ctx, jongere: string, today: string): Promise<Enrolled[]> {
  const rows = await ctx.sql`
    select o.name as school, e.pupil_number as "pupilNumber", e.programme, coalesce(e.ended_on <= ${today}, false) as "isOver"
    from enrolments e join organisations o on o.id = e.organisation_id
    where e.jongere_id = ${jongere} order by e.ended_on is not null, e.seen_on desc, o.name`;
  return enrolmentsSchema.parse([...rows]);
}

const guardiansSchema = z.array(
  z.object({
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    reachNote: z.string().nullable(),
  }),
);

async function readGuardians(ctx: Ctx, jongere: string): Promise<Guardian[]> {
  const rows = await ctx.sql`
    select name, email, phone, reach_note as "reachNote" from guardians where jongere_id = ${jongere} order by name, id`;
  return guardiansSchema.parse([...rows]);
}
