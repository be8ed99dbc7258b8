import { z } from 'zod';
import { makeCasemanager } from '../../support/factories.ts';
import { type FreeTime, freeTimes, topic } from './api.ts';
import { type OwnPlace, rosterChanged } from './ownPlace.ts';
import type { Site } from './site.ts';

/**
 * Colleagues of the team at the own place, for as long as `during` runs: for every other test nobody else works there, so
 * that it is clear whose an afspraak is.
 */
export async function withColleagues(
  site: Site,
  own: OwnPlace,
  firstNames: readonly string[],
  during: () => Promise<void>,
): Promise<void> {
  const end = await addColleagues(site, own, firstNames);
  try {
    await during();
  } finally {
    await end();
  }
}

/** The same, until what it gives is called. */
export async function addColleagues(
  site: Site,
  own: OwnPlace,
  firstNames: readonly string[],
): Promise<() => Promise<void>> {
  const { sql, db } = site;
  const week = { locationId: own.location, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const ids = await Promise.all(
    firstNames.map((firstName) => makeCasemanager(db, [week], { firstName, lastName: 'Collega' })),
  );
  const many = async () => (await mostAvailable(site, own)) > 1;
  await rosterChanged(site, many);
  return async () => {
    await sql`update staff set active = false where id = any(${ids}::uuid[])`;
    await rosterChanged(site, async () => !(await many()));
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
