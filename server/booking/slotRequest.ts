import type { Ctx } from '#server/booking/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import { type BookedAs, mayBook } from './mayBook.ts';

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
  /** Undefined when any location will do (telefoon and video). */
  location: string | undefined;
  modality: Modality;
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
  if (!topic || errors.length > 0) return { ok: false, error: 'invalid', errors };
  const { location, modality } = input;
  return { ok: true, request: { topic, start: Date.parse(input.start), location, modality } };
}

const minute = 60_000;

/** The end of the afspraak, and the period that it occupies with its buffers (epoch ms). */
export function timesOf({ topic, start }: Pick<SlotRequest, 'topic' | 'start'>) {
  const end = start + topic.durationMinutes * minute;
  return {
    end,
    occupiedFrom: start - topic.bufferBeforeMinutes * minute,
    occupiedUntil: end + topic.bufferAfterMinutes * minute,
  };
}

/** The dates that an afspraak touches with its buffers, to be locked; more than one only around midnight. */
export function datesOf(request: Pick<SlotRequest, 'topic' | 'start'>): string[] {
  const { occupiedFrom, occupiedUntil } = timesOf(request);
  const touched = [occupiedFrom, request.start, occupiedUntil - 1].map(dateInAmsterdam);
  return [...new Set(touched)];
}

/** A stretch of time (epoch ms) as PostgreSQL writes a range. */
export function toRange(from: number, until: number): string {
  return `[${new Date(from).toISOString()},${new Date(until).toISOString()})`;
}
