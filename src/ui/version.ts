import { z } from 'zod';
import { readVersion, versionField } from '#server/kernel/version.ts';
import type { FormValues } from './form.ts';

/** What was changed meanwhile, and is now as `now` describes. */
export const refusedChanged = <Now extends z.ZodType<{ version: number }>>(now: Now) =>
  z.object({ ok: z.literal(false), error: z.literal('changed'), now });

/** The version that a form was sent with. */
export const versionIn = (values: FormValues): number => readVersion(values[versionField]);

/**
 * The version that a form carries. One that comes again goes on with the version that its page showed first, until who
 * typed it was told what it is now: then saving again decides.
 */
export function versionFor(
  values: FormValues | null | undefined,
  now: { version: number } | null,
  stored: number,
): number {
  if (now) return now.version;
  return values ? versionIn(values) : stored;
}
