import type { Ctx } from '#server/booking/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import { buffersOf } from '#server/slots/travel.ts';
import type { TravelMinutes } from '#server/slots/types.ts';
import { type BookedAs, mayBook, mayMeet } from './mayBook.ts';

/** As whom it is booked, unless a capability says otherwise. */
export const bookedAs = ({ actor }: Pick<Ctx, 'actor'>, only: string | undefined): BookedAs => {
  if (actor.kind === 'staff') return 'staff';
  return only === undefined ? 'anybody' : 'own-casemanager';
};

/** A requested time, in values of the roster. */
export interface SlotRequest {
  topic: Topic;
  /** Epoch ms. */
  start: number;
  /** Undefined when any location will do (telefoon, video and a home visit). */
  location: string | undefined;
  modality: Modality;
  /** Of the gemeente, at that moment. */
  travel: TravelMinutes;
}

interface SlotRequestInput {
  topic: string;
  start: string;
  location?: string | undefined;
  modality: Modality;
}

/** The topic of that id, if it can be chosen now by who comes like this. */
export const findTopic = (
  { topics }: Pick<Roster, 'topics'>,
  wanted: string | undefined,
  as: BookedAs,
): Topic | undefined => topics.find((topic) => topic.active && topic.id === wanted && mayBook(topic, as));

/** Whether this is the id of an active location. */
export const isKnownLocation = ({ locations }: Pick<Roster, 'locations'>, wanted: string): boolean =>
  locations.some(({ id, active }) => active && id === wanted);

/** Resolves the ids of an input in the roster. */
export function resolveSlotRequest(
  roster: Roster,
  input: SlotRequestInput,
  as: BookedAs,
): { ok: true; request: SlotRequest } | { ok: false; error: 'invalid'; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const topic = findTopic(roster, input.topic, as);
  if (!topic) errors.push({ field: 'topic', message: 'topic-unknown' });
  if (input.location !== undefined && !isKnownLocation(roster, input.location))
    errors.push({ field: 'location', message: 'location-unknown' });
  if (!mayMeet(input.modality, as)) errors.push({ field: 'modality', message: 'visit-by-own-casemanager' });
  if (!topic || errors.length > 0) return { ok: false, error: 'invalid', errors };
  const { location, modality } = input;
  const travel = roster.settings.travelMinutes;
  return { ok: true, request: { topic, start: Date.parse(input.start), location, modality, travel } };
}

const minute = 60_000;

/** The end of the afspraak (epoch ms). */
export const endOf = ({ topic, start }: Pick<SlotRequest, 'topic' | 'start'>): number =>
  start + topic.durationMinutes * minute;

/** What decides how long somebody is occupied. */
type Occupying = Pick<SlotRequest, 'topic' | 'start' | 'modality' | 'travel'>;

/** The end of the afspraak, and the period that it occupies with its buffers or the travel (epoch ms). */
export function timesOf({ topic, start, modality, travel }: Occupying) {
  const end = endOf({ topic, start });
  const { before, after } = buffersOf(topic, travel, modality);
  return { end, occupiedFrom: start - before * minute, occupiedUntil: end + after * minute };
}

/** The dates that an afspraak touches with its buffers, to be locked; more than one only around midnight. */
export function datesOf(request: Occupying): string[] {
  const { occupiedFrom, occupiedUntil } = timesOf(request);
  const touched = [occupiedFrom, request.start, occupiedUntil - 1].map(dateInAmsterdam);
  return [...new Set(touched)];
}

/** A stretch of time (epoch ms) as PostgreSQL writes a range. */
export function toRange(from: number, until: number): string {
  return `[${new Date(from).toISOString()},${new Date(until).toISOString()})`;
}
