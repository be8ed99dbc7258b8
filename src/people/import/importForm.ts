import { z } from 'zod';
import type { Ctx } from '#server/accounts/context.ts';
import { importPeople } from '#server/accounts/import/importPeople.ts';
import { mostSheetBytes, readSheet } from '#server/accounts/import/readSheet.ts';
import { decodeText } from '#server/kernel/csv/decodeText.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { refusedAs } from '#ui/refusals.ts';

const about = { row: z.int(), name: z.string(), email: z.string() };
const imported = z.object({
  ok: z.literal(true),
  rows: z.array(
    z.discriminatedUnion('came', [
      z.object({ ...about, came: z.literal('invited'), id: z.uuid(), nonce: z.uuid() }),
      z.object({ ...about, came: z.literal('saved'), id: z.uuid() }),
      z.object({ ...about, came: z.enum(['same', 'wrong']) }),
      z.object({ ...about, came: z.literal('refused'), error: z.string() }),
    ]),
  ),
});

/** What is kept with the text: what came of it, or that it is to be looked at. */
export const outcomes = imported.or(refusedAs('none', 'not-text', 'too-large', 'changed', 'check'));
export type Outcome = z.output<typeof outcomes>;

/** The text that was sent, in a file or typed; or why there is none. */
export async function sentText(
  values: FormValues,
): Promise<{ ok: true; text: string } | { ok: false; error: 'none' | 'not-text' | 'too-large' }> {
  const { file } = values;
  const isFile = file instanceof File && file.size > 0;
  if (isFile && file.size > mostSheetBytes) return { ok: false, error: 'too-large' };
  const text = isFile ? decodeText(await file.bytes()) : (typed(values, 'text') ?? '');
  if (text === null) return { ok: false, error: 'not-text' };
  if (Buffer.byteLength(text) > mostSheetBytes) return { ok: false, error: 'too-large' };
  return isFile || text.trim() !== '' ? { ok: true, text } : { ok: false, error: 'none' };
}

/**
 * Reads the people in, when that was asked of what was looked at; else it is to be looked at. The text goes along in the form
 * and is judged anew: between the two others may have changed who works here.
 */
export async function postImport(ctx: Ctx, text: string, values: FormValues): Promise<Outcome> {
  const hasFile = values.file instanceof File && values.file.size > 0;
  const read = readSheet(text);
  if (typed(values, 'does') !== 'import' || hasFile || !read.ok) return { ok: false, error: 'check' };
  return importPeople(ctx, read.sheet, { fingerprint: typed(values, 'plan') ?? '' });
}
