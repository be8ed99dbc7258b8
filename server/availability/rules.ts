/** Somebody who walked in sits at the table before the afspraak is in the agenda. */
const begunMs = 15 * 60_000;

/** From when on (epoch ms) a time may begin that staff book or hand over: it may have begun a quarter of an hour ago. */
export const staffBooksFrom = (now: number): number => now - begunMs;
