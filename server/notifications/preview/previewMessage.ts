import { may } from '#server/access/may.ts';
import { letterToJongere, letterToStaff, textToJongere } from '#server/notifications/appointmentLetter.ts';
import type { Ctx } from '#server/notifications/context.ts';
import {
  discreetLetter,
  discreetSender,
  discreetText,
  isToldDiscreetly,
} from '#server/notifications/discreetLetter.ts';
import { asHtml } from '#server/notifications/mail/asHtml.ts';
import { asText, type Letter, previewOf } from '#server/notifications/mail/letter.ts';
import { type MailColours, mailColours } from '#server/notifications/mail/mailColours.ts';
import { type Parts, partsOf } from '#server/notifications/text/partsOf.ts';
import { isAddable } from '#server/settings/mailAdditions.ts';
import { exampleNews, withAdded } from './example.ts';
import type { PreviewInput } from './types.ts';

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
  /** There is no such message: where somebody may read along, or as text message to a casemanager, or in English to one. */
  | { kind: 'none'; why: 'not-discreet' | 'staff-by-mail' | 'staff-in-dutch' };

/** How a message will be read, in the words and colours of the gemeente as they are saved, or with another sentence of its own. */
export async function previewMessage(ctx: Ctx, input: PreviewInput): Promise<Preview> {
  may(ctx, 'configuration.read');
  const { settings: saved } = await ctx.roster.current();
  const { message, language, modality, form } = input;
  const settings =
    input.added === undefined ? saved : withAdded(saved, { message, language, added: input.added });
  const isToStaff = !isAddable(message);
  if (isToStaff && form !== 'mail') return { kind: 'none', why: 'staff-by-mail' };
  if (isToStaff && language !== 'nl') return { kind: 'none', why: 'staff-in-dutch' };
  const discreet = form === 'discreet-mail' || form === 'discreet-text';
  const { publicUrl, grounds, mail } = ctx;
  const news = exampleNews(ctx.clock.now(), { message, language, modality, discreet, settings, publicUrl });
  if (discreet && !isToldDiscreetly(news.kind)) return { kind: 'none', why: 'not-discreet' };
  if (form === 'text' || form === 'discreet-text') {
    const body = discreet ? discreetText(news) : textToJongere(news);
    return { kind: 'text', body, parts: partsOf(body) };
  }
  const letter = isToStaff
    ? letterToStaff(news, `${publicUrl}/medewerker/week`)
    : discreet
      ? discreetLetter(news)
      : letterToJongere(news);
  // As `addressed` has it: what would say who writes is left out.
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
    added: isToStaff || discreet ? undefined : settings.mailAdditions[message][language],
  };
}

const noTheme = { action: null, link: null, header: null };
