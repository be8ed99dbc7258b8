import { z } from 'zod';
import { makeCasemanager } from '../../support/factories.ts';
import { type FreeTime, freeTimes, topic } from './api.ts';
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

/** The last time at the own place that more than one casemanager can take. */
export async function timeForTwo(site: Site, own: OwnPlace): Promise<FreeTime> {
  const time = (await lastDay(site, own)).findLast(({ available }) => available > 1);
  if (!time) throw new Error(`expected a time at ${own.name} that two can take`);
  return { start: time.start, location: time.location, modality: time.modality };
}

/** How many casemanagers can take a time at the own place, on the last day with one. */
async function mostAvailable(site: Site, own: OwnPlace): Promise<number> {
  return Math.max(0, ...(await lastDay(site, own)).map(({ available }) => available));
}

async function lastDay(site: Site, own: OwnPlace) {
  const { start } = (await freeTimes(site, own)).at(-1) ?? { start: '' };
  const day = start.slice(0, 10);
  const query = `topic=${topic}&from=${day}&to=${day}&location=${own.location}&modality=op-locatie`;
  const answer = await fetch(`${site.url}/api/v1/slots?${query}`);
  return slotsSchema.parse(await answer.json()).slots;
}
const slotsSchema = z.object({
  slots: z.array(
    z.object({ start: z.string(), location: z.string(), modality: z.string(), available: z.number() }),
  ),
});
