import type { ChatText, Say } from './texts.ts';

const known = {
  'name-required': 'offer.wrong.name-required',
  'name-too-long': 'offer.wrong.name-too-long',
  'text-not-allowed': 'offer.wrong.text-not-allowed',
  'email-invalid': 'offer.wrong.email-invalid',
  'phone-invalid': 'offer.wrong.phone-invalid',
  'phone-not-personal': 'offer.wrong.phone-not-personal',
  'contact-required': 'offer.wrong.contact-required',
  'phone-needed-for-call': 'offer.wrong.phone-needed-for-call',
  'age-group-required': 'offer.wrong.age-group-required',
  'reach-by-needs-email': 'offer.wrong.reach-by-needs-email',
  'reach-by-needs-phone': 'offer.wrong.reach-by-needs-phone',
} as const satisfies Record<string, ChatText>;

const isKnown = (message: string): message is keyof typeof known => Object.hasOwn(known, message);

/** What a schema of the server finds wrong with a field, in words. */
export const sayWrong = (say: Say, message: string): string =>
  say(isKnown(message) ? known[message] : 'offer.wrong.value-invalid');
