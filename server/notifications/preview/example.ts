import type { Appointment } from '#server/booking/types.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { addDays, dateInAmsterdam, hourMs, startOfDate } from '#server/kernel/time.ts';
import { wording } from '#server/kernel/wording.ts';
import { factsOf, valuesOf } from '#server/notifications/about/waitingList.ts';
import type { AppointmentNews } from '#server/notifications/appointmentLetter.ts';
import { invitationPath } from '#server/referral/paths.ts';
import { isAddable } from '#server/settings/mailAdditions.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { OtherMessage, Previewed } from './types.ts';

const id = '00000000-0000-4000-8000-000000000000';

/** As long as a real one, so that a text message has as many parts; it opens nothing. */
const token = 'voorbeeld'.repeat(4).slice(0, 32);

/** An afspraak that nobody has: a week from now, in the afternoon. */
function exampleAppointment(
  now: number,
  { language, modality }: { language: Language; modality: Modality },
): Appointment {
  const start = startOfDate(addDays(dateInAmsterdam(now), 7)) + 14.5 * hourMs;
  const nothing = { nl: '', en: '' };
  return {
    id,
    status: 'booked',
    reference: 'VRB-KLD',
    token,
    topic: {
      id: 'voorbeeld',
      label: nothing,
      hint: nothing,
      bring: nothing,
      durationMinutes: 45,
      gridMinutes: 15,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      bookableBy: 'everybody',
      messages: 'full',
      active: true,
    },
    location: {
      id: 'voorbeeld',
      name: say(language, 'mail-example-place'),
      neighbourhood: '',
      address: say(language, 'mail-example-address'),
      directions: nothing,
      accessibility: nothing,
      facilities: nothing,
      amenities: [],
      modalities: [modality],
      openingHours: [],
      walkInHours: [],
      phone: null,
      closedUntil: null,
      active: true,
    },
    modality,
    start,
    end: start + 0.75 * hourMs,
    casemanager: { id, firstName: 'Robin', meetingLink: null },
    sequence: 0,
    revisedAt: now,
    referral: null,
    outcome: null,
    cancelReason: null,
    bookedAt: now,
    cancelledAt: null,
    name: null,
    email: null,
    phone: '+31600000000',
    ageGroup: null,
    hereAt: null,
    reachBy: 'email',
    messages: 'full',
    language,
    note: null,
    visitAddress: null,
    companion: null,
    interpreter: null,
    stepFree: false,
  };
}

type OfAppointment = Exclude<Previewed, OtherMessage>;

interface Example {
  message: OfAppointment;
  language: Language;
  modality: Modality;
  discreet: boolean;
  settings: Settings;
  publicUrl: string;
}

/** A message about an afspraak that nobody has, which was moved from two days before. */
export function exampleNews(now: number, example: Example): AppointmentNews {
  const { message, language, modality, discreet, settings, publicUrl } = example;
  const appointment = exampleAppointment(now, { language, modality });
  const before = startOfDate(addDays(dateInAmsterdam(now), 5)) + 10 * hourMs;
  return {
    kind: message === 'cancelled-by-jongere' || message === 'cancelled-by-staff' ? 'cancelled' : message,
    cancelledBy: message === 'cancelled-by-jongere' ? 'jongere' : 'staff',
    appointment,
    told: {
      status: 'booked',
      start: before,
      end: before + 0.75 * hourMs,
      location: appointment.location.id,
      modality,
      casemanager: id,
      generation: 0,
      sequence: 0,
    },
    settings,
    publicUrl,
    discreet,
  };
}

/** The settings with another sentence added to one message. */
export function withAdded(
  settings: Settings,
  { message, language, added }: { message: Previewed; language: Language; added: string | null },
): Settings {
  if (!isAddable(message)) return settings;
  const { mailAdditions } = settings;
  const changed = { ...mailAdditions[message], [language]: added };
  return { ...settings, mailAdditions: { ...mailAdditions, [message]: changed } };
}

/** What a message about something else says, of a place, a referral and an account that nobody has. */
export function exampleWords(
  now: number,
  message: OtherMessage,
  { language, modality, settings, publicUrl }: Omit<Example, 'message' | 'discreet'>,
) {
  const { location, start, end, casemanager } = exampleAppointment(now, { language, modality });
  const held = { language, start, end, modality, location: location.id, casemanager: casemanager.firstName };
  const until = now + 0.5 * hourMs;
  const { municipality, phone, email } = settings;
  const words = wording(language);
  const moment = say(language, 'mail-moment', { day: words.day(until), time: words.time(until) });
  return {
    template: message,
    values: {
      ...valuesOf({ language, start, expiresAt: until }),
      lastDay: words.day(start),
      organisation: say(language, 'mail-example-organisation'),
      moment,
      hours: message === 'referral-waits' ? settings.referral.waitingHours : settings.chat.questionHours,
      count: 2,
      name: message === 'gesprek-invitation' ? casemanager.firstName : say(language, 'mail-example-system'),
      municipality,
      phone,
      email,
    },
    url: `${publicUrl}${inLanguage(language, pathOf(message))}`,
    facts: message === 'waiting-offer' ? factsOf(held, [location]) : [],
  };
}

/** Where the button leads; of a link that is for one person with a token as long as a real one. */
function pathOf(message: OtherMessage): string {
  if (message === 'waiting-joined' || message === 'waiting-offer') return `/wachtlijst/${token}`;
  if (message === 'referral-link' || message === 'referral-reminder') return invitationPath(token, 'nl');
  if (message === 'gesprek-invitation') return `/gesprek/${token}`;
  return message === 'question-answered' ? `/chat/antwoord/${token}` : '/medewerker';
}
