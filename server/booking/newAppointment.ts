import type { Ctx } from '#server/kernel/context.ts';
import { makeReference } from './reference.ts';
import type { Appointment, HoldPerson } from './types.ts';

type Given = Pick<Appointment, 'id' | 'topic' | 'location' | 'modality' | 'start' | 'end' | 'casemanager'>;

/** An afspraak that is about to be made, as it will be read: its reference and its private link are new. */
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
    outcome: null,
    cancelReason: null,
    bookedAt,
    cancelledAt: null,
  };
}
