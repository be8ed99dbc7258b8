import { z } from 'zod';
import type { Language } from '../languages.ts';
import en from './en.json' with { type: 'json' };
import { fill, type Values } from './fill.ts';
import nl from './nl.json' with { type: 'json' };

/** The name of a sentence that the server says: an error message, a problem of the API, words in a calendar. */
export type TextKey = keyof typeof nl;

const sentences = z.record(z.string().regex(/^[a-z]+(-[a-z]+)*$/), z.string().trim().min(1));
const texts: Record<Language, ReadonlyMap<string, string>> = { nl: read('nl', nl), en: read('en', en) };

/**
 * A sentence in the reader's language, with its `{placeholders}` filled in.
 * @throws Error when a placeholder gets no parameter: that is a bug, not a state.
 */
export function say(language: Language, key: TextKey, params: Values = {}): string {
  return fill(sentence(language, key), params, (name) => {
    throw new Error(`expected a parameter "${name}" for the text "${key}"`);
  });
}

/** The sentence for a message out of a schema; `value-invalid` for what the schema has no words of ours for. */
export function sayMessage(language: Language, message: string): string {
  return texts[language].get(message) ?? sentence(language, 'value-invalid');
}

function sentence(language: Language, key: TextKey): string {
  const text = texts[language].get(key);
  if (text === undefined) throw new Error(`expected a text for "${key}" in "${language}"`);
  return text;
}

function read(language: Language, file: unknown): ReadonlyMap<string, string> {
  const parsed = sentences.safeParse(file);
  if (!parsed.success) throw new Error(`texts ${language}.json: ${z.prettifyError(parsed.error)}`);
  return new Map(Object.entries(parsed.data));
}
