// How much of what is free may be held, by one network and by all together. Pure: the counting is done elsewhere.

/** As many times as a school class fills in at the same moment, with a few who begin again. */
const classSize = 35;
/** What one network may always hold. */
const atLeast = 3;
/** Holds never last shorter than this, in minutes: filling in takes most people one or two. */
export const shortestHoldMinutes = 4;
/** The part of what is free that may be held before holds get shorter, and from which on they are shortest. */
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

/** Whether so much is held that somebody should look. */
export const muchIsHeld = (held: number, room: number): boolean =>
  held > shareOfNetwork(room) && held * 2 >= room;
