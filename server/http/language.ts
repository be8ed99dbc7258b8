import { parseAccept } from 'hono/utils/accept';
import { defaultLanguage, isLanguage, type Language } from '#server/kernel/languages.ts';

/** The language that a reader likes best of those we speak, by their Accept-Language; Dutch when it does not say. */
export function preferredLanguage(header: string | undefined): Language {
  if (!header) return defaultLanguage;
  for (const { type, q } of parseAccept(header)) {
    const [language = ''] = type.toLowerCase().split('-');
    if (q > 0 && isLanguage(language)) return language;
  }
  return defaultLanguage;
}
