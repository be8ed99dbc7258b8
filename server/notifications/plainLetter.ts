import type { Language } from '#server/kernel/languages.ts';
import type { Values } from '#server/kernel/texts/fill.ts';
import { say } from '#server/kernel/texts/texts.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Letter } from './mail/letter.ts';
import { fillIn, type TemplateName, templateOf } from './templates/templates.ts';

/** Words about something else than an afspraak, and what stands for their placeholders. */
export interface Plain {
  template: TemplateName;
  values: Values;
  /** Where its button leads. */
  url: string;
  facts?: Letter['facts'];
}

/** A letter to a jongere about something else than an afspraak that they have. */
export function plainLetter(
  language: Language,
  { municipality, phone, email }: Pick<Settings, 'municipality' | 'phone' | 'email'>,
  plain: Plain,
): Letter {
  return {
    ...wordsOf(language, plain),
    sender: say(language, 'calendar-organizer', { municipality }),
    foot: [say(language, 'questions-by-phone-or-mail', { phone, email })],
  };
}

/** The same as a text message. */
export function plainText(language: Language, { template, values, url }: Plain): string {
  const { text } = templateOf(language, template);
  if (text === undefined) throw new Error(`expected words of a text message for "${template}"`);
  return fillIn(text, { ...values, url });
}

/** A letter to somebody of staff. Of a jongere nothing stands in it: that is in the workplace alone. */
export const plainStaffLetter = (plain: Plain): Letter => ({
  ...wordsOf('nl', plain),
  sender: 'Doorstart',
  foot: [say('nl', 'sent-to-staff')],
});

function wordsOf(
  language: Language,
  { template, values, url, facts = [] }: Plain,
): Omit<Letter, 'sender' | 'foot'> {
  const { subject, lines, action } = templateOf(language, template);
  return {
    language,
    subject: fillIn(subject, values),
    lines: lines.map((line) => fillIn(line, values)),
    facts,
    action: { label: fillIn(action, values), url },
    added: null,
  };
}
