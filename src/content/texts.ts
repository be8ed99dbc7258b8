import { z } from 'zod';
import { defaultLanguage, type Language } from '#server/kernel/languages.ts';
import { fill, type Values } from '#server/kernel/texts/fill.ts';
import { en } from './en/index.ts';
import { nl } from './nl/index.ts';

/** A text of ours: `<file>.<what>`, for example `site.quick-exit`. Dutch is the language that must be whole. */
export type TextKey = { [File in keyof typeof nl]: keyof (typeof nl)[File] & string }[keyof typeof nl];

type Texts = ReadonlyMap<string, string>;

const read: Record<Language, Texts> = { nl: check('nl', nl), en: check('en', en) };

/**
 * The texts of one language: `const t = texts(Astro.locals.lang)`, then `t('site.crisis.title')` or
 * `t('component.steps', { current: 2, total: 5 })`.
 * @throws Error when a text has a `{placeholder}` for which no parameter was given: that is a bug, not a state.
 */
export function texts(lang: Language = defaultLanguage) {
  return (key: TextKey, params: Values = {}): string => {
    const text = read[lang].get(key);
    if (text === undefined) throw new Error(`expected a text for "${key}" in "${lang}"`);
    return fill(text, params, (name) => {
      throw new Error(`expected a parameter "${name}" for the text "${key}"`);
    });
  };
}

/** One flat file per subject, its keys starting with the name of the file, no text empty. */
function check(lang: string, files: Record<string, unknown>): Texts {
  const all = new Map<string, string>();
  for (const [name, file] of Object.entries(files)) {
    const key = z.string().regex(new RegExp(`^${name}(\\.[a-z0-9-]+)+$`), `keys start with "${name}."`);
    const parsed = z.record(key, z.string().trim().min(1)).safeParse(file);
    if (!parsed.success) throw new Error(`texts ${lang}/${name}.json: ${z.prettifyError(parsed.error)}`);
    for (const [textKey, text] of Object.entries(parsed.data)) all.set(textKey, text);
  }
  return all;
}
