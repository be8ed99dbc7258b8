import { inLanguage, type Language } from '#server/kernel/languages.ts';
import type { Tokens } from '#server/kernel/tokens.ts';

/** What opens an invitation. It can be said again, and is not stored. */
export const gesprekToken = ({ tokens }: { tokens: Tokens }, id: string): string =>
  tokens.make('gesprek', id, 1);

/** The page that the link of an invitation opens, below the address of the site; it says nothing to who reads over a shoulder. */
export const gesprekPath = (token: string, language: Language): string =>
  inLanguage(language, `/gesprek/${token}`);
