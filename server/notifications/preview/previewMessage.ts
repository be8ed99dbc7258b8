import { may } from '#server/access/may.ts';
import { letterToJongere, letterToStaff, textToJongere } from '#server/notifications/appointmentLetter.ts';
import type { Ctx } from '#server/notifications/context.ts';
import {
  discreetLetter,
  discreetPlainLetter,
  discreetPlainText,
  discreetSender,
  discreetText,
} from '#server/notifications/discreetLetter.ts';
import { asHtml } from '#server/notifications/mail/asHtml.ts';
import { asText, type Letter, previewOf } from '#server/notifications/mail/letter.ts';
import { type MailColours, mailColours } from '#server/notifications/mail/mailColours.ts';
import { plainLetter, plainStaffLetter, plainText } from '#server/notifications/plainLetter.ts';
import { type Parts, partsOf } from '#server/notifications/text/partsOf.ts';
import { isAddable } from '#server/settings/mailAdditions.ts';
import type { Settings } from '#server/settings/schema.ts';
import { exampleNews, exampleWords, withAdded } from './example.ts';
import { isOther, isOtherToJongere, type PreviewInput } from './types.ts';

export interface PreviewedMail {
  kind: 'mail';
  letter: Letter;
  colours: MailColours;
  /** The name that it comes from, and who reads an answer. */
  from: string;
  replyTo: string | null;
}

/** A message as it is received, with an afspraak that nobody has. */
export type Preview =
  | (PreviewedMail & {
      html: string;
      text: string;
      /** What a list of mails shows behind the subject. */
      beginning: string;
      /** What the gemeente adds in its own words, as it is typed; null for nothing, undefined where nothing can be added. */
      added: string | null | undefined;
    })
  | { kind: 'text'; body: string; parts: Parts }
  /** There is no such message: where somebody may read along, or as text message to staff, or in English to them. */
  | { kind: 'none'; why: 'not-discreet' | 'one-form' | 'staff-by-mail' | 'staff-in-dutch' };

/** How a message will be read, in the words and colours of the gemeente as they are saved, or with another sentence of its own. */
export async function previewMessage(ctx: Ctx, input: PreviewInput): Promise<Preview> {
  may(ctx, 'configuration.read');
  const { settings: saved } = await ctx.roster.current();
  const { message, language, form } = input;
  const settings =
    input.added === undefined ? saved : withAdded(saved, { message, language, added: input.added });
  const isToStaff = !isAddable(message) && !isOtherToJongere(message);
  if (isToStaff && form !== 'mail') return { kind: 'none', why: 'staff-by-mail' };
  if (isToStaff && language !== 'nl') return { kind: 'none', why: 'staff-in-dutch' };
  const discreet = form === 'discreet-mail' || form === 'discreet-text';
  if (discreet && message === 'question-answered') return { kind: 'none', why: 'one-form' };
  if (discreet && message === 'handed-over') return { kind: 'none', why: 'not-discreet' };
  const { grounds, mail } = ctx;
  const { letter: letterNow, text } = wordsOf(ctx, { input, settings, discreet, isToStaff });
  if (form === 'text' || form === 'discreet-text') {
    const body = text();
    return { kind: 'text', body, parts: partsOf(body) };
  }
  const letter = letterNow();
  // As `appointmentMessage` has it: what would say who writes is left out.
  const colours = mailColours(discreet ? noTheme : settings.theme, grounds);
  return {
    kind: 'mail',
    letter,
    colours,
    from: discreet ? discreetSender(language) : settings.municipality,
    replyTo: discreet ? (mail?.from ?? null) : settings.email,
    html: asHtml(letter, colours),
    text: asText(letter),
    beginning: previewOf(letter),
    added: discreet || !isAddable(message) ? undefined : settings.mailAdditions[message][language],
  };
}

const noTheme = { action: null, link: null, header: null };

interface Asked {
  input: PreviewInput;
  settings: Settings;
  discreet: boolean;
  isToStaff: boolean;
}

/** The words of a message, by the functions that make it when it is sent. */
function wordsOf(
  ctx: Ctx,
  { input: { message, language, modality }, settings, discreet, isToStaff }: Asked,
): { letter: () => Letter; text: () => string } {
  const { publicUrl } = ctx;
  const now = ctx.clock.now();
  if (isOther(message)) {
    const words = exampleWords(now, message, { language, modality, settings, publicUrl });
    // Somebody of another gemeente has no account here.
    if (message === 'handover-link')
      return { letter: () => plainLetter('nl', settings, words), text: noText };
    if (isToStaff) return { letter: () => plainStaffLetter(words), text: noText };
    if (discreet)
      return {
        letter: () => discreetPlainLetter(language, words),
        text: () => discreetPlainText(language, words),
      };
    return { letter: () => plainLetter(language, settings, words), text: () => plainText(language, words) };
  }
  const news = exampleNews(now, { message, language, modality, discreet, settings, publicUrl });
  if (isToStaff) return { letter: () => letterToStaff(news, `${publicUrl}/medewerker/week`), text: noText };
  if (discreet) return { letter: () => discreetLetter(news), text: () => discreetText(news) };
  return { letter: () => letterToJongere(news), text: () => textToJongere(news) };
}

const noText = (): never => {
  throw new Error('expected a mail: staff get no text messages');
};
