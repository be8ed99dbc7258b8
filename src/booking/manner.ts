import { modalities } from '#db/schema/words.ts';
import { type BookedAs, mayMeet } from '#server/booking/mayBook.ts';
import { findTopic as findOffered } from '#server/booking/slotRequest.ts';
import type { Casemanager, Location, Roster, Topic } from '#server/roster/types.ts';
import { type AtLocation, meetsAtLocation } from '#server/slots/rules.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { texts } from '../content/texts.ts';
import type { MannerWords } from './paths.ts';

/** How and where an afspraak is: at a location or walking from it, by phone, by video, or at the home of the jongere. */
export type Manner =
  | { modality: Exclude<Modality, AtLocation>; location?: undefined }
  | { modality: AtLocation; location: Location };

/** The topic that a link names, when it is on offer to who comes like this. */
export const findTopic = (roster: Roster, params: URLSearchParams, as: BookedAs): Topic | undefined =>
  findOffered(roster, params.get('topic') ?? undefined, as);

/**
 * Every way that somebody in the team offers, for who comes like this; locations by neighbourhood. With fewer casemanagers,
 * what they offer. A walk and a home visit are offered by who has them in their hours: at most locations nobody does.
 */
export function mannersOf(roster: Pick<Roster, 'locations' | 'casemanagers'>, as: BookedAs): Manner[] {
  const offers = (modality: Modality) => roster.casemanagers.some((c) => c.modalities.includes(modality));
  const places = roster.locations
    .filter(({ active }) => active)
    .toSorted((a, b) => a.neighbourhood.localeCompare(b.neighbourhood, 'nl'));
  const walks = ({ id }: Location) => roster.casemanagers.some((one) => hasInHours(one, 'wandelen', id));
  const visits = () => roster.casemanagers.some((one) => hasInHours(one, 'huisbezoek'));
  return [
    ...places
      .filter(({ id, modalities }) => modalities.includes('op-locatie') && isStaffed(roster, id))
      .map((location) => ({ modality: 'op-locatie', location }) as const),
    ...(['telefoon', 'video'] as const).filter(offers).map((modality) => ({ modality })),
    ...places
      .filter((place) => place.modalities.includes('wandelen') && walks(place))
      .map((location) => ({ modality: 'wandelen', location }) as const),
    ...(mayMeet('huisbezoek', as) && visits() ? [{ modality: 'huisbezoek' } as const] : []),
  ];
}

/** Whether somebody ever meets like this, at this location or at any. */
const hasInHours = ({ rules, exceptions }: Casemanager, modality: Modality, location?: string) =>
  [...rules, ...exceptions].some(
    (work) =>
      'location' in work &&
      (location === undefined || work.location === location) &&
      work.modalities.includes(modality),
  );

/** A manner in words: `Langskomen bij Laak`, `Bellen`. */
export const sayManner = (t: ReturnType<typeof texts>, { modality, location }: Manner): string =>
  t(`booking.manner.${modality}`, { place: location?.name ?? '' });

/** How and where an afspraak is now. */
export const mannerOf = ({ modality, location }: { modality: Modality; location: Location }): Manner =>
  meetsAtLocation(modality) ? { modality, location } : { modality };

/** The ways in which an afspraak can go on: nobody can be called without a number, or visited without an address. */
export const mannersFor = (
  roster: Roster,
  { phone, visitAddress }: { phone: string | null; visitAddress: string | null },
): Manner[] =>
  mannersOf(roster, visitAddress === null ? 'anybody' : 'own-casemanager').filter(
    ({ modality }) => modality !== 'telefoon' || phone !== null,
  );

const isStaffed = (roster: Pick<Roster, 'casemanagers'>, location: string) =>
  roster.casemanagers.some(({ places }) => places.includes(location));

/** One manner as one value of a form: `telefoon` or `op-locatie/<id>`. */
export function mannerValue({ modality, location }: Manner): string {
  return location ? `${modality}/${location.id}` : modality;
}

/** The manner as it stands in a URL. */
export function mannerWords({ modality, location }: Manner): MannerWords {
  return { modality, location: location?.id };
}

/** The manner that a form or a URL names, when it is on offer. */
export function findManner(roster: Roster, value: unknown, as: BookedAs): Manner | undefined {
  return mannersOf(roster, as).find((manner) => mannerValue(manner) === value);
}

/** How and where an address asks for, on offer or not: to carry it along. A location alone says that it is there. */
export function wantedManner(params: URLSearchParams): MannerWords | undefined {
  const location = params.get('location') ?? undefined;
  const named = modalities.find((one) => one === params.get('modality'));
  const modality = named ?? (location === undefined ? undefined : 'op-locatie');
  return modality && { modality, location: meetsAtLocation(modality) ? location : undefined };
}

/** The same from `modality` and `location` of a URL; a location beside telefoon or video is let be. */
export function readManner(roster: Roster, params: URLSearchParams, as: BookedAs): Manner | undefined {
  const modality = params.get('modality');
  const value = meetsAtLocation(modality ?? undefined) ? `${modality}/${params.get('location')}` : modality;
  return findManner(roster, value, as);
}
