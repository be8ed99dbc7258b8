import { showPhone } from '#server/booking/contact.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { FoundAppointment } from '#server/search/types.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

/** How what was found is said. */
export interface Sayings {
  t: ReturnType<typeof texts>;
  w: Wording;
  /** Epoch ms. */
  now: number;
  /** The id of who reads it. */
  me: string;
  /** The page that acts lead back to; left out, the afspraak's own. */
  back?: string | undefined;
}

/** `vandaag`, `di 24 nov`, with the year where it is another one. */
export function sayDay({ t, w, now }: Sayings, date: string): string {
  const today = dateInAmsterdam(now);
  if (date === today) return t('search.day.today');
  if (date === addDays(today, 1)) return t('search.day.tomorrow');
  if (date === addDays(today, -1)) return t('search.day.yesterday');
  return date.slice(0, 4) === today.slice(0, 4)
    ? w.shortDay(date)
    : `${w.shortDay(date)} ${date.slice(0, 4)}`;
}

/** `vandaag 11:30`, `di 24 nov 09:15` */
export function sayWhen(say: Sayings, start: number): string {
  const { t, w, now } = say;
  const [date, today, time] = [dateInAmsterdam(start), dateInAmsterdam(now), w.time(start)];
  if (date === today) return t('search.when.today', { time });
  if (date === addDays(today, 1)) return t('search.when.tomorrow', { time });
  if (date === addDays(today, -1)) return t('search.when.yesterday', { time });
  return t('search.when.other', { day: sayDay(say, date), time });
}

/** When it is and with whom. */
export function sayWhenWith(say: Sayings, { start, casemanager, status }: FoundAppointment): string {
  const { t, me } = say;
  const when = sayWhen(say, start);
  const by =
    casemanager.id === me
      ? t('search.by-me', { when })
      : t('search.by', { when, name: casemanager.firstName });
  return status === 'cancelled' ? `${by}, ${t('search.cancelled')}` : by;
}

/** What tells two people of one name apart, without saying all of it: age, the end of a number or the host of a mail. */
export function sayWho({ t }: Sayings, { ageGroup, phone, email }: FoundAppointment): string {
  const age = ageGroup && t(`staff.age.${ageGroup}`);
  const domain = email?.split('@').at(-1);
  const contact = phone
    ? t('search.ends-in', { digits: `${phone.slice(-4, -2)} ${phone.slice(-2)}` })
    : domain && t('search.mail-at', { domain });
  return [age, contact].filter(Boolean).join(' · ');
}

/** `tel:` and how a number is read out. */
export const phoneWords = (phone: string) => ({ href: `tel:${phone}`, shown: showPhone(phone) });
