/**
 * Whether a connection was refused because there are too many, by an error of `connect_error`: whoever comes back at once
 * is refused again. Such an error holds the status of the answer; one of a network that fails has none.
 */
export const isBusy = (error: Error): boolean =>
  'description' in error && (error.description === 429 || error.description === 503);

/** A wait after that, not the same for all who wait. */
export const busyPauseMs = (): number => 15_000 * (1 + Math.random());
