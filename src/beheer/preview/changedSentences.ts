import { type Language, languageList } from '#server/kernel/languages.ts';
import { type AddableMessage, addableMessages } from '#server/settings/mailAdditions.ts';
import type { Settings } from '#server/settings/schema.ts';

export interface ChangedSentence {
  message: AddableMessage;
  language: Language;
  /** As it would be. */
  added: string;
}

/** The sentences in mail that a change of the settings makes or changes, and not those that it takes away. */
export const changedSentences = (
  { mailAdditions: before }: Pick<Settings, 'mailAdditions'>,
  { mailAdditions: after }: Pick<Settings, 'mailAdditions'>,
): ChangedSentence[] =>
  addableMessages.flatMap((message) =>
    languageList.flatMap((language) => {
      const added = after[message][language];
      return added === null || added === before[message][language] ? [] : [{ message, language, added }];
    }),
  );
