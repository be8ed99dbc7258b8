const minute = 60_000;

/** A wait is long after two minutes, the time in which a chat is to be taken, and too long after five. */
const limits = [
  { lateness: 'too-long', after: 5 * minute },
  { lateness: 'long', after: 2 * minute },
] as const;
export type Lateness = (typeof limits)[number]['lateness'];

/** How long somebody waits, as a word; null while that is no matter. */
export const latenessOf = (waitedMs: number): Lateness | null =>
  limits.find(({ after }) => waitedMs >= after)?.lateness ?? null;
