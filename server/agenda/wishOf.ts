import type { Appointment } from '#server/booking/types.ts';
import type { Wish } from '#server/booking/wish.ts';

/** The time, way and place of an afspraak as somebody would ask for it again: only a meeting needs its place. */
export function wishOf({
  topic,
  start,
  location,
  modality,
}: Pick<Appointment, 'topic' | 'start' | 'modality'> & { location: { id: string } }): Wish {
  return { topic, start, location: modality === 'op-locatie' ? location.id : undefined, modality };
}
