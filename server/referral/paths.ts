import { inLanguage, type Language } from '#server/kernel/languages.ts';

/** The page that the link of an invitation opens, below the address of the site. */
export const invitationPath = (token: string, language: Language): string =>
  inLanguage(language, `/uitnodiging/${token}`);

/** The page on which a jongere decides about what a casemanager proposed in the chat. */
export const proposalPath = (token: string, language: Language): string =>
  inLanguage(language, `/voorstel/${token}`);
