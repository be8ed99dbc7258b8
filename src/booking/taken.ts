import type { OfferedSlot, Taken } from '#server/booking/types.ts';
import type { Roster } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { WhyNot } from '#server/slots/types.ts';
import type { Manner } from './manner.ts';
import type { MannerWords } from './paths.ts';

/** `taken`: somebody else was first. `gone`: it could not be booked anyway (any more). */
function takenKind(reason: WhyNot): 'taken' | 'gone' {
  return reason === 'busy' || reason === 'day-full' ? 'taken' : 'gone';
}

/** How an alternative is chosen: in the same way, perhaps at another location. */
export function mannerOfSlot({ modality, location }: OfferedSlot): MannerWords {
  return { modality, location: meetsAtLocation(modality) ? location : undefined };
}

function otherPlace(roster: Roster, manner: Manner, slot: OfferedSlot): string | undefined {
  if (!meetsAtLocation(slot.modality) || slot.location === manner.location?.id) return undefined;
  return roster.locations.find(({ id }) => id === slot.location)?.name;
}

/** A chosen time that is not to be had, as a page shows it. */
export interface TakenView {
  kind: ReturnType<typeof takenKind>;
  alternatives: readonly OfferedSlot[];
  /** The name of an alternative's location when it is another one than was asked for. */
  placeOf: (slot: OfferedSlot) => string | undefined;
}

export const takenView = (
  roster: Roster,
  manner: Manner,
  { reason, alternatives }: Pick<Taken, 'reason' | 'alternatives'>,
): TakenView => ({
  kind: takenKind(reason),
  alternatives,
  placeOf: (slot) => otherPlace(roster, manner, slot),
});
