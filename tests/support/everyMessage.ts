import { appointmentNoticeKinds } from '#db/schema/words.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import {
  type AppointmentNews,
  letterToJongere,
  letterToStaff,
  textToJongere,
} from '#server/notifications/appointmentLetter.ts';
import type { Letter } from '#server/notifications/mail/letter.ts';
import { plainLetter, plainStaffLetter, plainText } from '#server/notifications/plainLetter.ts';
import { otherToJongere, otherToStaff } from '#server/notifications/preview/types.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { appointment, location } from './anAppointment.ts';

export const ways = ['op-locatie', 'telefoon', 'video', 'huisbezoek', 'wandelen'] as const;
export const settings = settingsSchema.parse({});

/** A piece of news about an afspraak that was moved since it was told. */
export function news(kind: AppointmentNews['kind'], change: Partial<Appointment> = {}): AppointmentNews {
  const one = appointment({ location: location('Voorbeeldplein 1, 2500 AA Den Haag'), ...change });
  return {
    kind,
    appointment: one,
    told: {
      status: 'booked',
      start: one.start - 3 * 86_400_000 + 5_400_000,
      end: one.end - 3 * 86_400_000 + 5_400_000,
      location: one.location.id,
      modality: one.modality,
      casemanager: one.casemanager.id,
      generation: 0,
      sequence: 0,
    },
    cancelledBy: 'jongere',
    settings,
    publicUrl: 'https://doorstart.test',
    discreet: false,
  };
}

const staffKinds = new Set<string>(['in-agenda', 'off-agenda']);

export interface Message {
  name: string;
  modality: (typeof ways)[number];
  letter: Letter;
  /** Null where no text message is sent. */
  text: string | null;
}

/** Each message that there is, by its name, as a letter and as a text message. */
export function everyMessage(language: Language, change: Partial<Appointment> = {}): Message[] {
  return appointmentNoticeKinds.flatMap((kind) =>
    ways.flatMap((modality): Message[] => {
      const about = news(kind, { modality, language, ...change });
      if (staffKinds.has(kind)) {
        if (language !== 'nl') return [];
        return [
          {
            name: kind,
            modality,
            letter: letterToStaff(about, 'https://doorstart.test/medewerker'),
            text: null,
          },
        ];
      }
      const by = kind === 'cancelled' ? (['jongere', 'staff'] as const) : (['jongere'] as const);
      return by.map((cancelledBy) => ({
        name: kind === 'cancelled' ? `cancelled by ${cancelledBy}` : kind,
        modality,
        letter: letterToJongere({ ...about, cancelledBy }),
        text: textToJongere({ ...about, cancelledBy }),
      }));
    }),
  );
}

/** Values of the placeholders of messages about something else than an afspraak. */
const values = {
  start: 'maandag 23 november om 10:00 uur',
  until: 'vrijdag 20 november om 16:30 uur',
  lastDay: 'vrijdag 4 december',
  organisation: 'De Brug',
  municipality: settings.municipality,
  moment: 'vrijdag 20 november om 10:00 uur',
  phone: settings.phone,
  email: settings.email,
  hours: 24,
  count: 2,
  name: 'Zaaksysteem',
};
const url = 'https://doorstart.test/link';

/** Each message about something else than an afspraak; those to staff are in Dutch alone. */
export function everyOtherMessage(language: Language): Omit<Message, 'modality'>[] {
  const toJongere = otherToJongere.map((template) => {
    const plain = { template, values, url };
    return {
      name: template,
      letter: plainLetter(language, settings, plain),
      text: plainText(language, plain),
    };
  });
  if (language !== 'nl') return toJongere;
  const toStaff = otherToStaff.map((template) => ({
    name: template,
    letter:
      template === 'handover-link'
        ? plainLetter('nl', settings, { template, values, url })
        : plainStaffLetter({ template, values, url }),
    text: null,
  }));
  return [...toJongere, ...toStaff];
}
