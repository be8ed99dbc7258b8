import type { SlotRequest } from '#server/booking/slotRequest.ts';
import type { Appointment } from '#server/booking/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { TravelMinutes } from '#server/slots/types.ts';

/** The time, way and place of an afspraak as somebody would ask for it again: only a meeting or a walk needs its place. */
export function slotRequestOf(
  {
    topic,
    start,
    location,
    modality,
  }: Pick<Appointment, 'topic' | 'start' | 'modality'> & { location: { id: string } },
  travel: TravelMinutes,
): SlotRequest {
  const place = meetsAtLocation(modality) ? location.id : undefined;
  return { topic, start, location: place, modality, travel };
}
