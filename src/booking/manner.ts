import type { BookedAs } from '#server/booking/mayBook.ts';
import { findTopic as findOffered } from '#server/booking/slotRequest.ts';
import type { Location, Roster, Topic } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { MannerWords } from './paths.ts';

/** How and where an afspraak is: by phone, by video, or at a location. */
export type Manner =
  | { modality: 'telefoon' | 'video'; location?: undefined }
  | { modality: 'op-locatie'; location: Location };

/** The topic that a link names, when it is on offer to who comes like this. */
export const findTopic = (roster: Roster, params: URLSearchParams, as: BookedAs): Topic | undefined =>
  findOffered(roster, params.get('topic') ?? undefined, as);

/** Every way that somebody in the team offers; locations by neighbourhood. With fewer casemanagers, what they offer. */
export function mannersOf(roster: Pick<Roster, 'locations' | 'casemanagers'>): Manner[] {
  const offers = (modality: Modality) => roster.casemanagers.some((c) => c.modalities.includes(modality));
  const locations = roster.locations
    .filter(
      ({ id, active, modalities }) => active && modalities.includes('op-locatie') && isStaffed(roster, id),
    )
    .toSorted((a, b) => a.neighbourhood.localeCompare(b.neighbourhood, 'nl'));
  return [
    ...locations.map((location) => ({ modality: 'op-locatie', location }) as const),
    ...(['telefoon', 'video'] as const).filter(offers).map((modality) => ({ modality })),
  ];
}

/** How and where an afspraak is now. */
export const mannerOf = ({ modality, location }: { modality: Modality; location: Location }): Manner =>
  modality === 'op-locatie' ? { modality, location } : { modality };

/** The ways in which an afspraak can go on: nobody can be called without a number. */
export const mannersFor = (roster: Roster, { phone }: { phone: string | null }): Manner[] =>
  mannersOf(roster).filter(({ modality }) => modality !== 'telefoon' || phone !== null);

const isStaffed = (roster: Pick<Roster, 'casemanagers'>, location: string) =>
  roster.casemanagers.some(({ places }) => places.includes(location));

/** One manner as one value of a form: `telefoon`, `video` or `op-locatie/<id>`. */
export function mannerValue({ modality, location }: Manner): string {
  return location ? `${modality}/${location.id}` : modality;
}

/** The manner as it stands in a URL. */
export function mannerWords({ modality, location }: Manner): MannerWords {
  return { modality, location: location?.id };
}

/** The manner that a form or a URL names, when it is on offer. */
export function findManner(roster: Roster, value: unknown): Manner | undefined {
  return mannersOf(roster).find((manner) => mannerValue(manner) === value);
}

/** The same from `modality` and `location` of a URL; a location beside telefoon or video is let be. */
export function readManner(roster: Roster, params: URLSearchParams): Manner | undefined {
  const modality = params.get('modality');
  return findManner(roster, modality === 'op-locatie' ? `${modality}/${params.get('location')}` : modality);
}
