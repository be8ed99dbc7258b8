import { showPhone } from '#server/booking/contact.ts';
import type { Appointment } from '#server/booking/types.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import type { AppointmentNoticeKind } from '#server/kernel/outbox.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { wording } from '#server/kernel/wording.ts';
import { type AddableWord, addableMessages } from '#server/settings/mailAdditions.ts';
import type { Settings } from '#server/settings/schema.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Letter } from './mail/letter.ts';
import type { Told } from './telling.ts';
import { fillIn, type TemplateName, templateOf } from './templates/templates.ts';

export interface AppointmentNews {
  kind: AppointmentNoticeKind;
  appointment: Appointment;
  /** How it stood as it was last told; null when it never was. */
  told: Told | null;
  /** Who cancelled it, when it is cancelled. */
  cancelledBy: 'jongere' | 'staff';
  settings: Settings;
  publicUrl: string;
  /** Somebody else may read along. */
  discreet: boolean;
}

/** The words of a piece of news: of a cancellation those for who did it. */
const templateFor = ({ kind, cancelledBy }: AppointmentNews): TemplateName =>
  kind === 'cancelled' ? `cancelled-by-${cancelledBy}` : kind;

/** The name of the gemeente as people say it. */
const senderOf = (language: Language, { municipality }: Settings) =>
  say(language, 'calendar-organizer', { municipality });

/** What a jongere is told by mail about their afspraak. Never a topic, a reason, a note or a name of theirs. */
export function letterToJongere(news: AppointmentNews): Letter {
  const { appointment, settings, kind } = news;
  const { language } = appointment;
  const template = templateOf(language, templateFor(news));
  const values = valuesOf(news, language);
  const isOver = kind === 'cancelled' || kind === 'not-come';
  return {
    language,
    sender: senderOf(language, settings),
    subject: fillIn(template.subject, values),
    lines: template.lines.map((line) => fillIn(line, values)),
    facts: kind === 'not-come' ? [] : factsOf(news, language),
    action: { label: fillIn(template.action, values), url: isOver ? values.bookUrl : values.url },
    added: addedTo(news, values),
    foot: [say(language, 'questions-by-phone-or-mail', { phone: settings.phone, email: settings.email })],
  };
}

/** The whole of a text message to a jongere. */
export function textToJongere(news: AppointmentNews): string {
  const { language } = news.appointment;
  const { text } = templateOf(language, templateFor(news));
  if (text === undefined) throw new Error(`expected words of a text message for "${news.kind}"`);
  return fillIn(text, valuesOf(news, language));
}

/** What a casemanager is told by mail: that their agenda changed. Names stand in the workplace alone. */
export function letterToStaff(news: AppointmentNews, url: string): Letter {
  const language = 'nl';
  const template = templateOf(language, templateFor(news));
  const values = valuesOf(news, language);
  return {
    language,
    sender: 'Doorstart',
    subject: fillIn(template.subject, values),
    lines: template.lines.map((line) => fillIn(line, values)),
    facts: staffFactsOf(news),
    action: { label: fillIn(template.action, values), url },
    added: null,
    foot: [say(language, 'sent-by-setting')],
  };
}

/** What the gemeente adds to this message in the language of its receiver. */
function addedTo(news: AppointmentNews, values: ReturnType<typeof valuesOf>): string | null {
  const name = addableMessages.find((one) => one === templateFor(news));
  const added = name === undefined ? null : news.settings.mailAdditions[name][news.appointment.language];
  const { phone, email, municipality } = news.settings;
  const { day, time, casemanager } = values;
  const words: Record<AddableWord, string> = { day, time, casemanager, phone, email, municipality };
  return added === null ? null : fillIn(added, words);
}

/** What stands for the placeholders of a message. */
export function valuesOf({ appointment, told, publicUrl }: AppointmentNews, language: Language) {
  const words = wording(language);
  const { start, token, casemanager } = appointment;
  const from = told?.start ?? start;
  return {
    day: words.day(start),
    time: words.time(start),
    fromDay: words.day(from),
    fromTime: words.time(from),
    casemanager: casemanager.firstName,
    url: `${publicUrl}${inLanguage(language, `/mijn-afspraak/${token}`)}`,
    bookUrl: `${publicUrl}${inLanguage(language, '/afspraak')}`,
  };
}

/** What does not go on at this time has no way and no place any more. */
const isOff = new Set<AppointmentNoticeKind>(['cancelled', 'choose-again', 'off-agenda']);

/** When and how, for who has the afspraak: nothing that a calendar would tell about the jongere. */
function staffFactsOf({ kind, appointment }: AppointmentNews): Letter['facts'] {
  const { modality, location } = appointment;
  const when = whenOf(appointment, 'nl');
  if (isOff.has(kind)) return [{ label: say('nl', 'mail-was'), value: when }];
  const place = `${location.name}, ${location.address}`;
  const how = {
    'op-locatie': place,
    telefoon: say('nl', 'calendar-staff-called'),
    video: say('nl', 'calendar-video'),
    huisbezoek: say('nl', 'calendar-staff-visit'),
    wandelen: say('nl', 'calendar-walk', { place }),
  }[modality];
  return [
    { label: say('nl', 'mail-when'), value: when },
    { label: say('nl', modality === 'op-locatie' ? 'mail-where' : 'mail-how'), value: how },
  ];
}

function whenOf({ start, end }: Appointment, language: Language): string {
  const words = wording(language);
  return say(language, 'mail-when-value', {
    date: words.date(start),
    from: words.time(start),
    until: words.time(end),
  });
}

function factsOf({ kind, appointment }: AppointmentNews, language: Language): Letter['facts'] {
  const { modality, location, phone, casemanager } = appointment;
  const when = whenOf(appointment, language);
  const fact = (label: Parameters<typeof say>[1], value: string) => ({ label: say(language, label), value });
  if (isOff.has(kind)) return [fact('mail-was', when)];
  const name = casemanager.firstName;
  const how = {
    'op-locatie': say(language, 'mail-how-op-locatie', { name }),
    telefoon: say(language, 'mail-how-telefoon', { name }),
    video: say(language, 'mail-how-video', { name }),
    huisbezoek: say(language, 'mail-how-huisbezoek', { name }),
    wandelen: say(language, 'mail-how-wandelen', { name }),
  }[modality];
  return [
    fact('mail-when', when),
    fact(
      'mail-how',
      modality === 'telefoon' && phone !== null ? `${how} (${hidden(showPhone(phone))})` : how,
    ),
    ...(meetsAtLocation(modality) ? [fact('mail-where', `${location.name}, ${location.address}`)] : []),
  ];
}

/** A telephone number of which its owner knows the end, and nobody else reads the rest. */
const hidden = (phone: string) => `… ${phone.replaceAll(/\D/g, '').slice(-3)}`;
