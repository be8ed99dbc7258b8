// What a jongere may still do with their afspraak. Pure: the verbs and the pages ask the same, so that a page offers
// what its verb does.

/** Of an afspraak, what decides about it. Instants are epoch ms. */
export interface Standing {
  status: 'booked' | 'cancelled';
  start: number;
  end: number;
}

/** Moving and cancelling: until it begins. */
export const canChange = ({ status, start }: Pick<Standing, 'status' | 'start'>, now: number): boolean =>
  status === 'booked' && now < start;

/** It took its course: it stood, and its time has gone by. */
export const isOver = ({ status, end }: Pick<Standing, 'status' | 'end'>, now: number): boolean =>
  status === 'booked' && end <= now;

/** Wiping who it was for: once it does not go on, or is over. */
export const canWipe = (standing: Pick<Standing, 'status' | 'end'>, now: number): boolean =>
  standing.status === 'cancelled' || isOver(standing, now);
