import { randomUUID } from 'node:crypto';
import { organisations, staff, teams } from '#db/schema/index.ts';
import type { teamTasks } from '#db/schema/words.ts';
import { busChannel, busMessage } from '#server/kernel/bus.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { makeCasemanager, makeLocation } from '../../support/factories.ts';
import { rosterChanged } from './ownPlace.ts';
import type { Site } from './site.ts';

/** Somebody of staff, as they are called on the pages. */
export interface Player {
  id: string;
  firstName: string;
  lastName: string;
}

export type StoryGround = Awaited<ReturnType<typeof storyGround>>;

/** Six letters: a name with digits is refused where names of people are read, and a longer one has no room where words are enlarged. */
const letters = () =>
  randomUUID()
    .replaceAll(/[^a-f\d]/g, '')
    .slice(0, 6)
    .replaceAll(/\d/g, (digit) => 'ghijklnopr'.charAt(Number(digit)));

/**
 * A gemeente, a school of the story and who works there: whom the meldingen about those who live there come to is in nobody else's
 * hands. Each test makes one of its own.
 */
export async function storyGround(site: Site) {
  const { db, sql } = site;
  const word = letters();
  const residence = `Verhaaldam ${word}`;
  const gemeente = await organisation(`Gemeente ${residence}`, 'gemeente');
  const schoolName = `College ${word}`;
  const school = await organisation(schoolName, 'school');
  const location = await makeLocation(db, {
    name: `Wijkhuis ${word}`,
    neighbourhood: 'Verhaal',
    position: 95,
  });

  async function organisation(name: string, kind: 'gemeente' | 'school'): Promise<string> {
    const id = randomUUID();
    await db.insert(organisations).values({ id, name, kind });
    return id;
  }

  async function insert(
    player: Omit<Player, 'id'>,
    work: Partial<typeof staff.$inferInsert>,
  ): Promise<Player> {
    const id = randomUUID();
    const account = { email: `${id}@example.nl`, roles: [], dailyMaximum: 48, teamName: null };
    await db.insert(staff).values({ ...account, ...player, ...work, id });
    return { ...player, id };
  }

  return {
    word,
    residence,
    school: { id: school, name: schoolName },
    gemeente: { id: gemeente, name: `Gemeente ${residence}` },
    /** Whoever reports of the school. */
    reporter: await insert(
      { firstName: 'Petra', lastName: 'Smeets' },
      { roles: ['schoolmedewerker'], organisationId: school },
    ),
    /** A team of the gemeente, with a coordinator and a casemanager who gives afspraken on each day of the week. */
    team: async (
      name: string,
      task: (typeof teamTasks)[number],
      firstNames: { coordinator: string; casemanager: string },
    ) => {
      const team = randomUUID();
      await db.insert(teams).values({ id: team, name, task, organisationId: gemeente });
      const work = { teamId: team, organisationId: gemeente };
      const coordinator = await insert(
        { firstName: firstNames.coordinator, lastName: 'de Wit' },
        { ...work, roles: ['coordinator'] },
      );
      const me = { firstName: firstNames.casemanager, lastName: 'Boer' };
      const week = { locationId: location, weekdays: [1, 2, 3, 4, 5, 6, 7] };
      const id = await makeCasemanager(db, [week], { ...me, team: null });
      await sql`update staff set team_id = ${team}, organisation_id = ${gemeente} where id = ${id}`;
      await rosterChanged(site, async () =>
        (await (await fetch(`${site.url}/api/v1/locations`)).text()).includes(word),
      );
      return { coordinator, casemanager: { ...me, id } };
    },
  };
}

/** The date of birth of somebody who became so old forty days ago, as people type it. */
export function bornBefore(age: number): string {
  const today = dateInAmsterdam(Date.now());
  const year = Number(today.slice(0, 4)) - age;
  const [of, month, day] = addDays(`${year}${today.slice(4)}`.replace('-02-29', '-02-28'), -40).split('-');
  return `${Number(day)}-${Number(month)}-${of}`;
}

/** Lets the gesprek that somebody has to come be over: it was two hours ago. */
export async function letGesprekPass({ sql }: Site, name: string): Promise<void> {
  const from = Date.now() - 2 * 3_600_000;
  const [start, end] = [from, from + 1_800_000].map((at) => new Date(at).toISOString());
  const moved = await sql`
    update appointments set starts_at = ${start ?? ''}, ends_at = ${end ?? ''}, during = tstzrange(${start ?? ''}, ${end ?? ''}),
      local_date = ${dateInAmsterdam(from)}
    where name = ${name} and status = 'booked' and ends_at > now() returning casemanager_id as casemanager`;
  if (moved.length !== 1) throw new Error(`expected one gesprek of ${name} to come, not ${moved.length}`);
  await sql.notify(busChannel, busMessage({ agenda: [String(moved[0]?.casemanager)] }, 'a test'));
}

/** Lets the first look that is planned of a jongere come due: two months pass of what is planned. */
export async function letLooksComeDue({ sql }: Site, phone: string): Promise<void> {
  await sql`
    update traject_looks set due_on = due_on - 60 from trajecten t join jongeren j on j.id = t.jongere_id
    where traject_looks.traject_id = t.id and done_at is null and j.phone = ${`+31${phone.replaceAll(' ', '').slice(1)}`}`;
}
