import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Slot } from './offered.ts';

// Both reject when no answer came, or one that nobody can use.

export interface Location {
  id: string;
  name: string;
}

async function read<Body>(path: string): Promise<Body> {
  const answer = await fetch(`/api/v1/${path}`);
  if (!answer.ok) throw new Error(`expected ${path}, got ${answer.status}`);
  return answer.json();
}

export const fetchLocations = async (): Promise<Location[]> =>
  (await read<{ locations: Location[] }>('locations')).locations;

/** Free times from today on, in order. */
export async function fetchSlots(
  offer: { topic: string; modality: string | null; location: string | null },
  days: number,
): Promise<Slot[]> {
  const today = dateInAmsterdam(Date.now());
  const query = new URLSearchParams({ topic: offer.topic, from: today, to: addDays(today, days - 1) });
  if (offer.modality) query.set('modality', offer.modality);
  if (offer.location) query.set('location', offer.location);
  return (await read<{ slots: Slot[] }>(`slots?${query}`)).slots;
}
