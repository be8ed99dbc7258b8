import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import type { OwnPlace } from './ownPlace.ts';
import type { Site } from './site.ts';

export const topic = 'geld';

export interface FreeTime {
  /** ISO 8601 with offset, as in the answer of the API. */
  start: string;
  location: string;
  modality: string;
}

const slotsSchema = z.object({
  slots: z.array(z.object({ start: z.string(), location: z.string(), modality: z.string() })),
});

const bookedSchema = z.object({ token: z.string(), reference: z.string(), casemanager: z.string() });
export type Booked = z.infer<typeof bookedSchema> & { name: string };

/** The free times of the own place in the coming weeks, the first one first. */
export async function freeTimes(site: Site, own: OwnPlace, modality = 'op-locatie'): Promise<FreeTime[]> {
  const today = dateInAmsterdam(Date.now());
  const query = new URLSearchParams({
    topic,
    modality,
    location: own.location,
    from: today,
    to: addDays(today, 55),
  });
  const answer = await fetch(`${site.url}/api/v1/slots?${query}`);
  return slotsSchema.parse(await answer.json()).slots;
}

/** A free time of the own place; `index` counts from the first. */
export async function freeTime(site: Site, own: OwnPlace, index = 0): Promise<FreeTime> {
  const time = (await freeTimes(site, own))[index];
  if (!time) throw new Error(`expected more than ${index} free times at ${own.name}`);
  return time;
}

/** Whether a time of the own place, in epoch ms, can be chosen now. */
export async function isFree(site: Site, own: OwnPlace, start: number): Promise<boolean> {
  return (await freeTimes(site, own)).some((time) => Date.parse(time.start) === start);
}

/**
 * Two free times of the own place that stand in the same week and leave each other room. Not in this week: other tests make
 * an afspraak for now, at night too, and a week that is longer than the screen scrolls.
 */
export async function twoInOneWeek(site: Site, own: OwnPlace): Promise<[FreeTime, FreeTime]> {
  const mondayIn = ({ start }: FreeTime) => mondayOf(start.slice(0, 10));
  const now = mondayOf(dateInAmsterdam(Date.now()));
  const times = (await freeTimes(site, own)).filter((time) => mondayIn(time) !== now);
  const apart = (one: FreeTime, other: FreeTime) =>
    Date.parse(other.start) - Date.parse(one.start) >= 7_200_000;
  for (const first of times) {
    const second = times.find((time) => mondayIn(time) === mondayIn(first) && apart(first, time));
    if (second) return [first, second];
  }
  throw new Error(`expected two free times in one week at ${own.name}`);
}

/** Somebody else books this time, by the API. Throws when the answer is not 201. */
export async function bookByApi(
  site: Site,
  time: FreeTime,
  {
    name = uniqueName(),
    contact = { email: uniqueEmail() },
  }: { name?: string; contact?: { email: string } | { phone: string } } = {},
): Promise<Booked> {
  const answer = await fetch(`${site.url}/api/v1/appointments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      topic,
      ...time,
      name,
      ageGroup: '18-22',
      contact,
    }),
  });
  if (answer.status !== 201) throw new Error(`expected 201, got ${answer.status}: ${await answer.text()}`);
  return { ...bookedSchema.parse(await answer.json()), name };
}

/** The jongere moves or cancels, by the API. */
export async function changeByApi(site: Site, token: string, to: FreeTime | null): Promise<void> {
  const answer = await fetch(`${site.url}/api/v1/appointments/${token}`, {
    method: to ? 'PATCH' : 'DELETE',
    ...(to && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(to) }),
  });
  if (!answer.ok) throw new Error(`expected to change it, got ${answer.status}: ${await answer.text()}`);
}

export const uniqueName = () => `Robin ${randomUUID().slice(0, 6)}`;
/** Somebody with one number has no two afspraken at one time. */
export const uniquePhone = () => `06 1${String(randomInt(10_000_000)).padStart(7, '0')}`;
export const uniqueEmail = () => `robin-${randomUUID().slice(0, 8)}@example.nl`;
