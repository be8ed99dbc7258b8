import { inLanguage, type Language } from '#server/kernel/languages.ts';

/** The form for professionals without an account, and the page that thanks for it. */
export const referFormPaths = (language: Language) => ({
  form: inLanguage(language, '/verwijzen'),
  sent: inLanguage(language, '/verwijzen/verstuurd'),
});
