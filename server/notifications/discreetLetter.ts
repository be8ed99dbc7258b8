import { z } from 'zod';
import type { Language } from '#server/kernel/languages.ts';
import type { NoticeKind } from '#server/kernel/outbox.ts';
import type { Values } from '#server/kernel/texts/fill.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { wording } from '#server/kernel/wording.ts';
import { type AppointmentNews, valuesOf } from './appointmentLetter.ts';
import type { Letter } from './mail/letter.ts';
import en from './templates/discreet.en.json' with { type: 'json' };
import nl from './templates/discreet.nl.json' with { type: 'json' };
import { fillIn } from './templates/templates.ts';

// What is told where somebody may read along: that there is an afspraak, and when. No place, nobody's name, nothing of the gemeente
// nor of what it adds to its own words.

const wordsSchema = z.strictObject({
  subject: z.string(),
  lines: z.array(z.string()),
  action: z.string(),
  text: z.string(),
});
const fileSchema = z.record(z.string(), wordsSchema);
const words = { nl: fileSchema.parse(nl), en: fileSchema.parse(en) };

/** Whether something of this kind can be told discreetly; who does the talking, for one, cannot. */
export const isToldDiscreetly = (kind: NoticeKind): boolean => Object.hasOwn(nl, kind);

function wordsOf(language: Language, kind: NoticeKind) {
  const found = words[language][kind];
  if (found === undefined) throw new Error(`expected discreet words for "${kind}" in "${language}"`);
  return found;
}

/** Who a discreet message comes from. */
export const discreetSender = (language: Language): string => say(language, 'mail-discreet-sender');

export function discreetLetter(news: AppointmentNews): Letter {
  const { kind, appointment } = news;
  const { language, start } = appointment;
  const { subject, lines, action } = wordsOf(language, kind);
  const values = valuesOf(news, language);
  const when = say(language, 'mail-discreet-when-value', {
    date: wording(language).date(start),
    time: wording(language).time(start),
  });
  return {
    language,
    sender: discreetSender(language),
    subject: fillIn(subject, values),
    lines: lines.map((line) => fillIn(line, values)),
    facts: kind === 'not-come' ? [] : [{ label: say(language, 'mail-when'), value: when }],
    action: { label: fillIn(action, values), url: values.url },
    added: null,
    foot: [],
  };
}

/** What is told discreetly about something else than an afspraak that stands. */
interface DiscreetPlain {
  template: NoticeKind;
  values: Values;
  url: string;
}

/** A letter that says what can be done behind its link, and nothing of who asks. */
export function discreetPlainLetter(language: Language, { template, values, url }: DiscreetPlain): Letter {
  const { subject, lines, action } = wordsOf(language, template);
  return {
    language,
    sender: discreetSender(language),
    subject: fillIn(subject, values),
    lines: lines.map((line) => fillIn(line, values)),
    facts: [],
    action: { label: fillIn(action, values), url },
    added: null,
    foot: [],
  };
}

/** The same as a text message. */
export const discreetPlainText = (language: Language, { template, values, url }: DiscreetPlain): string =>
  fillIn(wordsOf(language, template).text, { ...values, url });

/** The whole of a discreet text message. */
export const discreetText = (news: AppointmentNews): string =>
  fillIn(wordsOf(news.appointment.language, news.kind).text, valuesOf(news, news.appointment.language));
