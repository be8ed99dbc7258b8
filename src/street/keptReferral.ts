// A referral that is being typed, as a browser keeps it. Pure; runs in a browser.

export interface KeptReferral {
  /** By the name of the field. */
  values: Readonly<Record<string, string>>;
  /** The furthest screen. */
  reached: string;
}

/** What was kept; null for nothing, or for what another release or another hand wrote. */
export function readKept(text: string | null): KeptReferral | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null || !('values' in kept) || !('reached' in kept)) return null;
    const { values, reached } = kept;
    if (typeof reached !== 'string' || typeof values !== 'object' || values === null) return null;
    const texts = Object.entries(values).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return { values: Object.fromEntries(texts), reached };
  } catch {
    return null;
  }
}

/** Of two screens the further one; one that is not known counts as before all. */
export const furthest = (steps: readonly string[], one: string, other: string): string =>
  steps.indexOf(one) < steps.indexOf(other) ? other : one;

/** What a screen adds to what was kept: its fields as they stand, and those of other screens as they were. */
export const withScreen = (
  before: KeptReferral | null,
  values: Readonly<Record<string, string>>,
  reached: string,
): KeptReferral => ({ values: { ...before?.values, ...values }, reached });
