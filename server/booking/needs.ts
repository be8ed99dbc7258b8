import type { companions } from '#db/schema/words.ts';
import type { NeedsInput } from './schema.ts';

/** What a jongere needs at an afspraak, whether they say it themselves or who refers them does. */
export interface Needs {
  companion: (typeof companions)[number] | null;
  /** The language of the interpreter that is needed, or that somebody would rather speak. */
  interpreter: string | null;
  /** A place without stairs. */
  stepFree: boolean;
}

export const noNeeds: Needs = { companion: null, interpreter: null, stepFree: false };

/** Parsed fields as they are kept. */
export const needsIn = ({ companion, interpreter, stepFree }: NeedsInput): Needs => ({
  companion: companion ?? null,
  interpreter: interpreter ?? null,
  stepFree: stepFree ?? false,
});

/** What somebody needs, of all that is known about an afspraak. */
export const needsOf = ({ companion, interpreter, stepFree }: Needs): Needs => ({
  companion,
  interpreter,
  stepFree,
});

/** What was kept, as the input of a verb. */
export const toNeedsInput = ({ companion, interpreter, stepFree }: Needs): NeedsInput => ({
  companion: companion ?? undefined,
  interpreter: interpreter ?? undefined,
  stepFree,
});
