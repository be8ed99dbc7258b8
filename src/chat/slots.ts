import { chatModalities } from '#db/schema/words.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { type Check, hasShape, isText, listOf, oneOf } from './client/check.ts';
import type { Slot } from './offered.ts';

// Both reject when no answer came, or one that nobody can use.

export interface Location {
  id: string;
  name: string;
}

const isLocation = hasShape<Location>({ id: isText, name: isText });
const isSlot = hasShape<Slot>({ start: isText, location: isText, modality: oneOf(...chatModalities) });
const hasLocations = hasShape<{ locations: Location[] }>({ locations: listOf(isLocation) });
const hasSlots = hasShape<{ slots: Slot[] }>({ slots: listOf(isSlot) });

async function read<Body>(path: string, is: Check<Body>): Promise<Body> {
  const answer = await fetch(`/api/v1/${path}`);
  if (!answer.ok) throw new Error(`expected ${path}, got ${answer.status}`);
  const body: unknown = await answer.json();
  if (!is(body)) throw new Error(`expected ${path}, got something else`);
  return body;
}

export const fetchLocations = async (): Promise<Location[]> =>
  (await read('locations', hasLocations)).locations;

/** Free times from today on, in order. */
export async function fetchSlots(
  offer: { topic: string; modality: string | null; location: string | null },
  days: number,
): Promise<Slot[]> {
  const today = dateInAmsterdam(Date.now());
  const query = new URLSearchParams({ topic: offer.topic, from: today, to: addDays(today, days - 1) });
  if (offer.modality) query.set('modality', offer.modality);
  if (offer.location) query.set('location', offer.location);
  return (await read(`slots?${query}`, hasSlots)).slots;
}
