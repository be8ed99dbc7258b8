import type { Database } from '#db/client.ts';
import { makeCasemanager, makeLocation, makeTopic } from '../../support/factories.ts';

/** The id of the only topic: half an hour, on the half hour unless told otherwise. */
export const topic = 'school';

/** Ids of the locations, `plek-0` and on. */
export const locationId = (index: number) => `plek-${index}`;

interface Size {
  locations: number;
  casemanagersEach: number;
  weekdays?: number[];
  gridMinutes?: number;
}

/** Fills an empty database with casemanagers who each work at one location, from nine to five. */
export async function makeGemeente(
  db: Database,
  { locations, casemanagersEach, weekdays = [1, 2, 3, 4, 5, 6, 7], gridMinutes = 30 }: Size,
): Promise<string[]> {
  await makeTopic(db, { id: topic, gridMinutes });
  const casemanagers: string[] = [];
  for (let at = 0; at < locations; at++) {
    const id = await makeLocation(db, { id: locationId(at), position: at });
    for (let person = 0; person < casemanagersEach; person++) {
      const week = { locationId: id, weekdays };
      casemanagers.push(await makeCasemanager(db, [week], { meetingLink: 'https://video.example.nl/room' }));
    }
  }
  return casemanagers;
}

/** A place and time to ask for. */
export interface Time {
  start: string;
  location: string;
}

/** The body with which somebody with a contact of their own asks for a time. */
export function bookingBody(
  { start, location }: Time,
  person: string,
  messages: 'full' | 'none' = 'full',
): string {
  return JSON.stringify({
    topic,
    start,
    location,
    modality: 'op-locatie',
    name: 'Sam',
    ageGroup: '18-22',
    contact: { email: `${person}@example.org` },
    messages,
  });
}
