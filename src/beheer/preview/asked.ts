import { modalities } from '#db/schema/words.ts';
import { type Language, languageList } from '#server/kernel/languages.ts';
import {
  type Previewed,
  type PreviewInput,
  previewed,
  previewForms,
} from '#server/notifications/preview/types.ts';
import { additionLine } from '#server/settings/mailAdditions.ts';
import { type FormValues, typed } from '#ui/form.ts';

/** Names what a sentence was typed for: of another message it is not the sentence. */
export const sentenceOf = ({ message, language }: { message: Previewed; language: Language }): string =>
  `${message}.${language}`;

export interface Asked {
  input: PreviewInput;
  /** The sentence as it was typed; undefined for the one that is saved. */
  typed: string | undefined;
  /** What is wrong with it, in the words of the schema; null for nothing. */
  wrong: string | null;
}

/** What an address or a form asks to see; of what does not exist the first there is. */
export function askedOf(values: FormValues): Asked {
  const [message, language, modality, form] = [
    previewed.find((one) => one === values.message) ?? 'confirmed',
    languageList.find((one) => one === values.language) ?? 'nl',
    modalities.find((one) => one === values.modality) ?? 'op-locatie',
    previewForms.find((one) => one === values.form) ?? 'mail',
  ];
  const asked = { message, language, modality, form };
  const added = values.of === sentenceOf(asked) ? typed(values, 'added') : undefined;
  if (added === undefined) return { input: asked, typed: undefined, wrong: null };
  if (added.trim() === '') return { input: { ...asked, added: null }, typed: added, wrong: null };
  const parsed = additionLine.safeParse(added);
  if (parsed.success) return { input: { ...asked, added: parsed.data }, typed: added, wrong: null };
  return { input: asked, typed: added, wrong: parsed.error.issues[0]?.message ?? '' };
}

/** The address of the same. */
export const queryOf = ({
  input: { added: _, ...asked },
  typed: added,
  wrong,
}: Asked): Record<string, string> => ({
  ...asked,
  ...(added === undefined || wrong !== null ? {} : { added, of: sentenceOf(asked) }),
});
