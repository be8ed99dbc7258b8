import type { z } from 'zod';
import type { FieldError } from '#server/kernel/fieldError.ts';

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; errors: FieldError[] };

/** Parses what came in; errors name the field as a path, `contact.email`, or `body` for the whole. */
export function parseInput<Value>(schema: z.ZodType<Value>, input: unknown): Parsed<Value> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.') || 'body',
    message,
  }));
  return { ok: false, errors };
}
