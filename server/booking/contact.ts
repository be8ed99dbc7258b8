// With the metadata that tells kinds of numbers apart; only the server reads it.
import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { tidyContact } from '#server/kernel/schema.ts';

function parse(text: string): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(tidyContact(text), 'NL');
  return number?.isValid() ? number : undefined;
}

/**
 * A phone number as people type it, in E.164 (`+31612345678`); null when it cannot be one.
 * Without a country code it is Dutch.
 */
export function normalisePhone(text: string): string | null {
  return parse(text)?.number ?? null;
}

/** Numbers of services and machines: calling back reaches nobody, or costs money. */
const notPersonal = new Set(['PREMIUM_RATE', 'TOLL_FREE', 'SHARED_COST', 'PAGER', 'VOICEMAIL']);

/**
 * The number of somebody who can be called, in E.164. Refused are 0800, 0900, 0906 and 0909, 14 and an area code, pagers
 * (066), machines (097), and what other countries have of these. A number at work will do: 085, 088 and 091 are
 * answered by people too.
 */
export function readPersonalPhone(
  text: string,
): { ok: true; phone: string } | { ok: false; error: 'phone-invalid' | 'phone-not-personal' } {
  const number = parse(text);
  if (!number) return { ok: false, error: 'phone-invalid' };
  const { countryCallingCode, nationalNumber } = number;
  // Nummerplan telefoon- en ISDN-diensten: subscribers have nine digits behind the 0, machines begin with 97.
  const isDutch = countryCallingCode === '31';
  const ofService = isDutch && (nationalNumber.length !== 9 || nationalNumber.startsWith('97'));
  if (ofService || notPersonal.has(number.getType() ?? '')) return { ok: false, error: 'phone-not-personal' };
  return { ok: true, phone: number.number };
}

/** Members of the European Union and the countries that its rules on roaming count along. */
const european = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
);

/** Where a text message to a number in E.164 goes; null where none arrives: a landline, or a number at work. */
export function textsArrive(e164: string): 'nl' | 'eu' | 'elsewhere' | null {
  const number = parsePhoneNumberFromString(e164);
  // Some countries do not tell mobile numbers from others.
  if (!number || !['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number.getType() ?? '')) return null;
  if (number.country === 'NL') return 'nl';
  return european.has(number.country ?? '') ? 'eu' : 'elsewhere';
}

/** A number as people read it out: national notation within the Netherlands, else international. */
export function showPhone(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.countryCallingCode === '31' ? number.formatNational() : number.formatInternational();
}
