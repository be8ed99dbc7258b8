import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A phone number as people type it, in E.164 (`+31612345678`); null when it cannot be one.
 * Without a country code it is Dutch. Short service numbers are not reachable people.
 */
export function normalisePhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, 'NL');
  return number?.isValid() ? number.number : null;
}

/** A number in the notation that people read out: national within the Netherlands, else international. */
export function showPhone(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.countryCallingCode === '31' ? number.formatNational() : number.formatInternational();
}
