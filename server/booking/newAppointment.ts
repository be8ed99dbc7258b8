import type { Ctx } from '#server/booking/context.ts';
import { makeReference } from './reference.ts';
import type { Appointment, HoldPerson } from './types.ts';

type Given = Pick<Appointment, 'id' | 'topic' | 'location' | 'modality' | 'start' | 'end' | 'casemanager'>;

/** A new afspraak as it will be read later, with a new reference and private link. */
export function newAppointment(
  ctx: Ctx,
  { id, topic, location, modality, start, end, casemanager }: Given,
  person: HoldPerson & { referral: string | null },
  bookedAt: number,
): Appointment {
  return {
    ...person,
    id,
    status: 'booked',
    reference: makeReference(),
    token: ctx.tokens.make('appointment', id, 1),
    topic,
    location,
    modality,
    start,
    end,
    casemanager,
    sequence: 0,
    revisedAt: bookedAt,
    outcome: null,
    hereAt: null,
    cancelReason: null,
    bookedAt,
    cancelledAt: null,
  };
}
