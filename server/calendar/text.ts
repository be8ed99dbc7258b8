import type { ICalCalendar } from 'ical-generator';
import type { Language } from '#server/kernel/languages.ts';

/** What made a calendar, RFC 5545 3.7.3. */
export const productOf = (language: Language) => ({
  company: 'Doorstart',
  product: 'afspraken',
  language: language.toUpperCase(),
});

/** A calendar as it is sent: RFC 5545 3.1 ends every line, the last one too, with CRLF. */
export const textOf = (calendar: ICalCalendar): string => `${calendar.toString().trimEnd()}\r\n`;
