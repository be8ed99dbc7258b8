import { defaultLanguage, type Language } from '#server/kernel/languages.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Settings } from '#server/settings/schema.ts';

type Words = Pick<Settings, 'words'>;

/** Words of the gemeente; in another language than the page when nobody wrote them in that one. */
export interface OwnWords {
  text: string;
  language: Language;
}

/** In the language of a page where somebody wrote them, else in the first language, which always has them. */
export function ownWordsIn(written: { nl: string; en: string | null }, language: Language): OwnWords {
  const text = written[language];
  return text === null ? { text: written.nl, language: defaultLanguage } : { text, language };
}

/** What all public pages say on this day; null when that is nothing. `now` is epoch ms. */
export function bannerOn({ words: { banner } }: Words, language: Language, now: number) {
  const today = dateInAmsterdam(now);
  if (banner === null || today < banner.from || banner.until < today) return null;
  return { kind: banner.kind, ...ownWordsIn(banner.text, language) };
}

/** Numbers of the gemeente to call in a crisis, after the national ones. */
export function crisisNumbersIn({ words }: Words, language: Language) {
  return words.crisisNumbers.map(({ name, phone }) => ({ name: ownWordsIn(name, language), phone }));
}
