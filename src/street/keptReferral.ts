import { isRecord, parse, textsIn } from './offline/outbox.ts';

// A referral that is being typed, as a browser keeps it. Pure; runs in a browser.

export interface KeptReferral {
  /** By the name of the field. */
  values: Readonly<Record<string, string>>;
  /** The furthest screen. */
  reached: string;
  /** When it was typed. Epoch ms. */
  at: number;
  /** All was said and the last screen was sent: the whole form, until an answer comes. */
  sent: Readonly<Record<string, string>> | null;
}

/** What was kept; null for nothing, or for what another release or another hand wrote. */
export function readKept(text: string | null): KeptReferral | null {
  const kept = parse(text);
  if (!isRecord(kept) || !isRecord(kept.values) || typeof kept.reached !== 'string') return null;
  const { values, reached, at, sent } = kept;
  return {
    values: textsIn(values),
    reached,
    at: typeof at === 'number' ? at : 0,
    sent: isRecord(sent) ? textsIn(sent) : null,
  };
}

const longestMs = 3 * 24 * 3_600_000;

/** Whether a draft is too old to be of use: who typed it on a Friday finds it on the Monday. `now` in epoch ms. */
export const isOld = ({ at }: KeptReferral, now: number): boolean => now - at > longestMs;

/** What was typed last of several. */
export const newestOf = (all: readonly (KeptReferral | null)[]): KeptReferral | null =>
  all.reduce((newest, one) => (one && (!newest || one.at > newest.at) ? one : newest), null);

/** Of two screens the further one; one that is not known counts as before all. */
export const furthest = (steps: readonly string[], one: string, other: string): string =>
  steps.indexOf(one) < steps.indexOf(other) ? other : one;

/** What a screen adds to what was kept: its fields as they stand, and those of other screens as they were. */
export const withScreen = (
  before: KeptReferral | null,
  values: Readonly<Record<string, string>>,
  { reached, at }: Pick<KeptReferral, 'reached' | 'at'>,
): KeptReferral => ({ values: { ...before?.values, ...values }, reached, at, sent: null });
