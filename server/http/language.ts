import { parseAccept } from 'hono/utils/accept';
import { defaultLanguage, isLanguage, type Language } from '#server/kernel/languages.ts';

/** The best of our languages for this Accept-Language; Dutch without a match. */
export function preferredLanguage(header: string | undefined): Language {
  if (!header) return defaultLanguage;
  for (const { type, q } of parseAccept(header)) {
    const [language = ''] = type.toLowerCase().split('-');
    if (q > 0 && isLanguage(language)) return language;
  }
  return defaultLanguage;
}
