import type { Language } from '#server/kernel/languages.ts';
import { say } from '#server/kernel/texts/texts.ts';
import type { IslandTexts } from '#ui/sayer.ts';
import { nl } from '../content/nl/index.ts';
import { texts } from '../content/texts.ts';
import type { CheckText, SharedText } from './props.ts';

/** Left in a text for the check to fill in. */
const open = { number: '{number}', count: '{count}', law: '{law}', article: '{article}' };

const isCheckText = (key: string): key is CheckText => Object.hasOwn(nl.check, key);
const keys = Object.keys(nl.check).filter(isCheckText);

/** The texts of the check as plain strings, so that the browser need not load all texts of the site. */
export function checkTexts(lang: Language, words: { municipality: string; phone: string }): IslandTexts {
  const t = texts(lang);
  const shared: Record<SharedText, string> = {
    required: t('check.required'),
    summary: t('component.error-summary.one'),
    mark: t('component.error'),
    prefix: t('site.error-prefix').trim(),
    site: t('site.name'),
    'birthdate-missing': say(lang, 'birthdate-missing'),
    'birthdate-not-a-date': say(lang, 'birthdate-not-a-date'),
    'birthdate-future': say(lang, 'birthdate-future'),
    'birthdate-too-old': say(lang, 'birthdate-too-old'),
  };
  return { ...Object.fromEntries(keys.map((key) => [key, t(key, { ...open, ...words })])), ...shared };
}
