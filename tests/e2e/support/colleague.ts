import { z } from 'zod';
import { makeCasemanager } from '../../support/factories.ts';
import { freeTimes, topic } from './api.ts';
import { type OwnPlace, rosterChanged } from './ownPlace.ts';
import type { Site } from './site.ts';

/** A colleague of the team at the own place, for as long as `during` runs. */
export async function withColleague(site: Site, own: OwnPlace, during: () => Promise<void>): Promise<void> {
  const end = await addColleague(site, own);
  try {
    await during();
  } finally {
    await end();
  }
}

/** The same, until what it gives is called. */
export async function addColleague(site: Site, own: OwnPlace): Promise<() => Promise<void>> {
  const { sql, db } = site;
  const week = { locationId: own.location, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const id = await makeCasemanager(db, [week], { firstName: 'Yara', lastName: 'Collega' });
  const most = async () => (await mostAvailable(site, own)) > 1;
  await rosterChanged(site, most);
  return async () => {
    await sql`update staff set active = false where id = ${id}`;
    await rosterChanged(site, async () => !(await most()));
  };
}

/** How many casemanagers can take the latest time at the own place. */
async function mostAvailable(site: Site, own: OwnPlace): Promise<number> {
  const { start } = (await freeTimes(site, own)).at(-1) ?? { start: '' };
  const day = start.slice(0, 10);
  const query = `topic=${topic}&from=${day}&to=${day}&location=${own.location}&modality=op-locatie`;
  const answer = await fetch(`${site.url}/api/v1/slots?${query}`);
  const { slots } = slotsSchema.parse(await answer.json());
  return Math.max(0, ...slots.map(({ available }) => available));
}
const slotsSchema = z.object({ slots: z.array(z.object({ available: z.number() })) });
