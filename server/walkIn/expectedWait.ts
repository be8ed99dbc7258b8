// How long somebody who walks in waits, from real figures. Pure.

/** What the wait at one location depends on. Times in minutes. */
export interface WaitGround {
  /** How long the talk takes of each who waits before, in order. */
  ahead: readonly number[];
  /** For each casemanager at work there: in how long they can begin a talk. */
  freeIn: readonly number[];
  /** Which part of their time to come is not promised to afspraken: above 0, up to 1. */
  freeShare: number;
}

/** Much is promised, yet somebody looks after who walks in: below this share a wait would be made up. */
const leastShare = 0.25;

/**
 * In how many minutes it is somebody's turn: each who waits goes to whoever is free first, and a talk takes longer by what
 * is promised to afspraken meanwhile. Null when nobody is at work: then nobody knows.
 */
export function expectedWait({ ahead, freeIn, freeShare }: WaitGround): number | null {
  if (freeIn.length === 0) return null;
  const share = Math.min(1, Math.max(leastShare, freeShare));
  const free = freeIn.map((minutes) => Math.max(0, minutes));
  for (const minutes of ahead) {
    const first = free.indexOf(Math.min(...free));
    free[first] = (free[first] ?? 0) + Math.max(0, minutes) / share;
  }
  return Math.min(...free);
}

/** A wait as it is said: about so many minutes, more than an hour, or not known. */
export type Wait = { kind: 'about'; minutes: number } | { kind: 'long' } | { kind: 'unknown' };

/**
 * No more precise than it is known: up by five minutes at most within the half hour, by ten within the hour, and beyond that no
 * number at all. Never less than what is expected.
 */
export function roundWait(minutes: number | null): Wait {
  if (minutes === null || Number.isNaN(minutes)) return { kind: 'unknown' };
  if (minutes > 60) return { kind: 'long' };
  const step = minutes > 30 ? 10 : 5;
  return { kind: 'about', minutes: Math.max(5, Math.ceil(minutes / step) * step) };
}
