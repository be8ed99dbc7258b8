import { isKnownLocation } from '#server/booking/slotRequest.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Roster } from '#server/roster/types.ts';
import type { WishesInput } from './schema.ts';

/** What is wrong with wishes that a schema took: a location that is gone, or to be called without a number. */
export function checkWishes(
  roster: Pick<Roster, 'locations'>,
  { locations, modalities }: WishesInput,
  hasPhone: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  if (locations.some((id) => !isKnownLocation(roster, id)))
    errors.push({ field: 'locations', message: 'location-unknown' });
  if (modalities.includes('telefoon') && !hasPhone)
    errors.push({ field: 'contact.phone', message: 'phone-needed-for-call' });
  return errors;
}
