// How much of what is free may be held, by one network and by all together. Pure: the counting is done elsewhere.

/** The holds of a school class that books at the same moment, with a few who start again. */
const classSize = 35;
/** The number of holds that one network may always have. */
const atLeast = 3;
/** The shortest hold, in minutes: filling in takes most people one or two. */
export const shortestHoldMinutes = 4;
/** The share of free times that is held: from the first on holds get shorter, from the second on they are shortest. */
const pressure = { from: 0.25, full: 0.75 };

/**
 * How many times one network may hold at once, however many addresses it has: a tenth of what there is, or a class where
 * that is more, but no more than half of it, so that who comes from elsewhere still finds a time.
 * `room` is how many afspraken would fit in what is not booked, held times included.
 */
export function shareOfNetwork(room: number): number {
  return Math.max(atLeast, Math.floor(room / 10), Math.min(classSize, Math.floor(room / 2)));
}

/** How long a hold lasts (minutes) when so many of the times that there are room for are held. */
export function holdMinutesWhen({ held, room, full }: { held: number; room: number; full: number }): number {
  const shortest = Math.min(full, shortestHoldMinutes);
  const part = room > 0 ? held / room : 0;
  const over = Math.min(1, Math.max(0, (part - pressure.from) / (pressure.full - pressure.from)));
  return full - over * (full - shortest);
}

/** Whether so much is held that an alarm is due. */
export const muchIsHeld = (held: number, room: number): boolean =>
  held > shareOfNetwork(room) && held * 2 >= room;
