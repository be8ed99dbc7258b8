import type { SlotRequest } from '#server/booking/slotRequest.ts';
import type { Appointment } from '#server/booking/types.ts';

/** The time, way and place of an afspraak as somebody would ask for it again: only a meeting needs its place. */
export function slotRequestOf({
  topic,
  start,
  location,
  modality,
}: Pick<Appointment, 'topic' | 'start' | 'modality'> & { location: { id: string } }): SlotRequest {
  return { topic, start, location: modality === 'op-locatie' ? location.id : undefined, modality };
}
