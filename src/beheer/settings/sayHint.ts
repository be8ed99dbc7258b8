import { addableWords } from '#server/settings/mailAdditions.ts';
import type { texts } from '../../content/texts.ts';
import type { FieldGroup } from './fieldKinds.ts';

/** What a setting means. Where an own text leaves room for names, the hint shows how that room is written. */
export const sayHint = (t: ReturnType<typeof texts>, { text }: FieldGroup['fields'][number]): string =>
  t(`settings.hint.${text}`, {
    organisation: '{organisation}',
    municipality: '{municipality}',
    words: sayAddable,
  });

/** What may stand between braces in what is added to a message. */
export const sayAddable = addableWords.map((word) => `{${word}}`).join(', ');
