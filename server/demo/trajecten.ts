import { z } from 'zod';
import { demoReportedPhone } from '#db/demo/jongeren.ts';
import {
  demoAskWho,
  demoDestinations,
  demoFirstNames,
  demoKinds,
  demoLastNames,
  demoNeighbour,
  demoSchools,
  demoTrajecten,
} from '#db/demo/trajecten.ts';
import { organisations, staff, teams } from '#db/schema/index.ts';
import { ageOn } from '#server/jongeren/age.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import { addDays, dateInAmsterdam, hourMs, startOfDate } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { MeldingKind } from '#server/meldingen/kinds.ts';
import { takeIn } from '#server/meldingen/takeIn.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import type { Ctx, Services } from '#server/trajecten/context.ts';
import { moveOn } from '#server/trajecten/moveOn.ts';
import type { NextAction } from '#server/trajecten/nextStep.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { setNext } from '#server/trajecten/setNext.ts';
import { standsStill, type TrajectState } from '#server/trajecten/states.ts';
import { addWorkingDays } from '#server/trajecten/workingDays.ts';
import { loadAbsence } from './absence.ts';
import { accepted } from './accepted.ts';
import { inviteInDemo } from './gesprekken.ts';
import { tellLook } from './nazorg.ts';
import { createRandom, type Random } from './random.ts';

/** One of the jongeren, and how far it came with them. */
type Story = (typeof demoTrajecten)[number];

interface Ground {
  w: Write<Ctx>;
  random: Random;
  /** ISO. */
  today: string;
  schools: readonly string[];
  people: ReadonlyMap<string, StaffMember>;
}

/**
 * Fills a demo that was just loaded with jongeren whom schools reported, over all states, by the verbs that the pages call: each at
 * its own moment before now, so that some of what is to be done is late. In one transaction.
 */
export async function loadTrajecten(services: Services): Promise<void> {
  const system: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  await write(system, async (w) => {
    const schools = await insertSchools(w);
    const today = dateInAmsterdam(Date.parse(w.now));
    const ground = { w, random: createRandom(80), today, schools, people: await readPeople(w) };
    let number = 0;
    for (const story of demoTrajecten)
      for (let one = 0; one < story.count; one++) await tell(ground, story, number++);
    await loadAbsence(w, { today, school: schools[0] ?? '' });
  });
}

async function insertSchools(w: Write<Ctx>): Promise<string[]> {
  const tx = w.ctx.db;
  await tx.insert(organisations).values(demoSchools.map((one) => ({ ...one, kind: 'school' as const })));
  const { id: organisationId, name } = demoNeighbour;
  await tx.insert(organisations).values({ id: organisationId, name, kind: 'gemeente' });
  const [team] = await tx
    .insert(teams)
    .values({ name: demoNeighbour.team, organisationId })
    .returning({ id: teams.id });
  const work = { roles: ['coordinator' as const], teamId: team?.id ?? null, organisationId };
  await tx.insert(staff).values({ ...demoNeighbour.coordinator, ...work });
  const found = await w.tx`select id from organisations where kind = 'school' order by name`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse([...found])
    .map(({ id }) => id);
}

const peopleSchema = z.array(
  z.object({
    id: z.uuid(),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    roles: z.array(z.enum(['casemanager', 'coordinator'])),
    team: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    organisation: z.uuid(),
  }),
);

/** Those who do the work, by their id. */
export async function readPeople(w: Write<Ctx>): Promise<Map<string, StaffMember>> {
  const rows = await w.tx`
    select s.id, s.first_name as "firstName", s.last_name as "lastName", s.email, s.roles,
      json_build_object('id', t.id, 'name', t.name) as team, s.organisation_id as organisation
    from staff s join teams t on t.id = s.team_id
    where s.roles <@ array['casemanager', 'coordinator'] order by s.email`;
  const people = peopleSchema.parse([...rows]);
  return new Map(people.map((one) => [one.id, { ...one, roomy: false, session: 'demo' }]));
}

/** A context of somebody of staff, at ten o'clock or later on a date. */
function as({ w, people }: Ground, id: string, date: string): Ctx {
  const somebody = people.get(id);
  if (!somebody) throw new Error('who owns a traject of the demo was read before');
  const at = Math.min(startOfDate(date) + 10 * hourMs, Date.parse(w.now));
  return { ...w.ctx, actor: { kind: 'staff', staff: somebody, addressKey: '' }, clock: { now: () => at } };
}

/** One jongere: reported some days ago, and brought as far as the story says. */
async function tell(ground: Ground, story: Story, number: number): Promise<void> {
  const { random, today } = ground;
  const isNew = story.state === 'nieuw';
  const daysAgo = isNew ? random.below(6) : 16 + random.below(30);
  const reportedOn = addDays(today, -(daysAgo + ('daysAgo' in story ? story.daysAgo : 0)));
  const isInvited = story.state === 'uitgenodigd';
  const traject = await report(ground, {
    number,
    reportedOn,
    isGrown: story.state === 'wil-niet',
    isInvited,
  });
  if (!story.isAssigned) return;
  const owner = await assignTo(ground, traject, addDays(reportedOn, 1));
  let version = 2;
  let on = addDays(reportedOn, 2);
  const later = (days: number) => {
    on = addDays(on, days);
    return as(ground, owner, on);
  };
  const ways = isNew ? [] : (['call', 'text', 'letter'] as const).slice(0, 1 + (number % 3));
  for (const way of ways) {
    const outcome = way === 'call' ? 'no-answer' : 'sent';
    accepted(await noteContact(later(1), traject, { version: version++, way, party: 'jongere', outcome }));
  }
  if (isInvited) {
    const invited = as(ground, owner, addDays(today, -1 - (number % 4)));
    return inviteInDemo(invited, { traject, number, version, now: Date.parse(ground.w.now) });
  }
  for (const state of pathTo[story.state]) {
    const lookAgainOn = standsStill(state) ? addWorkingDays(addDays(today, 5 + (number % 20)), 0) : undefined;
    accepted(await moveOn(later(2), traject, { version: version++, state, lookAgainOn }));
  }
  if (story.state === 'afgesloten') {
    const destination = demoDestinations[number % demoDestinations.length] ?? 'gone';
    const check = destination === 'gone' ? undefined : ('seen' as const);
    const meldingen = 'left-for-training' as const;
    const askWho = demoAskWho[destination];
    accepted(await closeTraject(later(2), traject, { version, destination, check, meldingen, askWho }));
    if ('daysAgo' in story)
      await tellLook(ground.w.tx, { traject, number, today }, (date) => as(ground, owner, date));
    return;
  }
  if (standsStill(story.state)) return;
  const days = random.pick([-3, -1, 0, 0, 1, 2, 3, 6, 9, 14]);
  // What is to be done is planned on a day of work.
  const nextOn = days < 0 ? addDays(today, days) : addWorkingDays(addDays(today, days), 0);
  const action = nextOf[story.state] ?? (['message', 'letter', 'visit'] as const)[number % 3] ?? 'call';
  const decided = as(ground, owner, addDays(today, Math.min(days, 0)));
  accepted(await setNext(decided, traject, { version, action, on: nextOn }));
}

/** The states between the first try and where the story ends. */
const pathTo: Readonly<Record<Story['state'], readonly TrajectState[]>> = {
  nieuw: [],
  'contact-zoeken': [],
  // By the verb that invites.
  uitgenodigd: [],
  intake: ['intake'],
  lopend: ['intake', 'lopend'],
  gepauzeerd: ['intake', 'lopend', 'gepauzeerd'],
  geplaatst: ['intake', 'lopend', 'geplaatst'],
  nazorg: ['intake', 'lopend', 'geplaatst', 'nazorg'],
  'niet-bereikt': ['niet-bereikt'],
  'wil-niet': ['wil-niet'],
  afgesloten: ['intake', 'lopend'],
};

const nextOf: Readonly<Partial<Record<Story['state'], NextAction>>> = {
  nieuw: 'call',
  intake: 'talk',
  lopend: 'talk',
  geplaatst: 'check',
  nazorg: 'check',
};

/** Gives the id of the traject. Every seventh lives in the other gemeente, every third is a minor. */
async function report(
  { w, random, today, schools }: Ground,
  {
    number,
    reportedOn,
    isGrown,
    isInvited,
  }: { number: number; reportedOn: string; isGrown: boolean; isInvited: boolean },
): Promise<string> {
  const isMinor = number % 3 === 0 && !isGrown;
  // Some turn 18 within weeks.
  const years = isMinor ? (number % 2 === 0 ? 18 : 16) : 19 + random.below(7);
  const days = isMinor && number % 2 === 0 ? 10 + random.below(60) : -random.below(300);
  const birthDate = addDays(`${Number(today.slice(0, 4)) - years}-${today.slice(5, 7)}-01`, days);
  const age = ageOn(birthDate, reportedOn);
  const kind = random.pick<MeldingKind>(age < 18 ? demoKinds.minor : demoKinds.adult);
  const at = startOfDate(reportedOn) + 9 * hourMs;
  const round = Math.floor(number / demoFirstNames.length);
  const name = demoLastNames[(number * 5 + round * 3) % demoLastNames.length];
  const pupil = {
    firstName: demoFirstNames[number % demoFirstNames.length] ?? '',
    infix: name && 'infix' in name ? name.infix : undefined,
    lastName: name?.lastName ?? '',
    birthDate,
    residence: number % 7 === 0 ? demoNeighbour.place : undefined,
    secretAddress: false,
    phone: demoReportedPhone(number),
    email: isInvited ? `jongere${number}@example.com` : undefined,
    pupilNumber: kind === 'zelf' ? undefined : String(50_000 + number),
  };
  const school = kind === 'zelf' ? null : (schools[number % schools.length] ?? null);
  const reporter = {
    source: school === null ? ('jongere' as const) : ('api' as const),
    organisation: school,
    staff: null,
  };
  const then: Ctx = { ...w.ctx, clock: { now: () => Math.min(at, Date.parse(w.now)) } };
  const melding = { kind, beganOn: addDays(reportedOn, -14 - random.below(20)) };
  const result = await write(then, (inner) => takeIn(inner, reporter, { pupil, melding }));
  accepted(result);
  return result.ok ? result.traject : '';
}

const ownerSchema = z.object({ owner: z.uuid() });

/** Gives it to somebody of the team of whoever divides the work; answers to whom. */
async function assignTo(ground: Ground, traject: string, date: string): Promise<string> {
  const { w, random, people } = ground;
  const [row] = await w.tx`select owner_id as owner from trajecten where id = ${traject}`;
  const { owner } = ownerSchema.parse(row);
  const team = people.get(owner)?.team?.id;
  const colleagues = [...people.values()].filter(
    (one) => one.team?.id === team && one.roles.includes('casemanager'),
  );
  const to = colleagues.length > 0 ? random.pick(colleagues).id : owner;
  accepted(await assign(as(ground, owner, date), { to, trajecten: [{ id: traject, version: 1 }] }));
  return to;
}
