import { z } from 'zod';
import type { Language } from '#server/kernel/languages.ts';
import { fill, type Values } from '#server/kernel/texts/fill.ts';
import en from './en.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };

/** The name of the words of one message: a kind, and where it matters who did it. */
export type TemplateName = keyof typeof nl;

const templateSchema = z.strictObject({
  /** Neutral: others may read it on a locked screen. */
  subject: z.string().min(1).max(120),
  lines: z.array(z.string().min(1)).min(1),
  /** What stands on the button. */
  action: z.string().min(1),
  /** The whole of a text message; left out where none is sent. */
  text: z.string().min(1).optional(),
});
export type Template = z.output<typeof templateSchema>;

const templates: Record<Language, ReadonlyMap<string, Template>> = { nl: read('nl', nl), en: read('en', en) };

function read(language: Language, file: unknown): ReadonlyMap<string, Template> {
  const parsed = z.record(z.string(), templateSchema).safeParse(file);
  if (!parsed.success) throw new Error(`templates of ${language}: ${z.prettifyError(parsed.error)}`);
  return new Map(Object.entries(parsed.data));
}

/** The words of a message, with their `{placeholders}` still in them. */
export function templateOf(language: Language, name: TemplateName): Template {
  const template = templates[language].get(name);
  if (template === undefined) throw new Error(`expected a template "${name}" in "${language}"`);
  return template;
}

/**
 * A sentence of a template with its `{placeholders}` filled in.
 * @throws Error when a placeholder gets no value: that is a bug, not a state.
 */
export function fillIn(sentence: string, values: Values): string {
  return fill(sentence, values, (name) => {
    throw new Error(`expected a value for "${name}" of a template`);
  });
}
