import type { ReferStep } from '../steps.ts';

// What a screen cannot do without, as a browser judges it before anything is sent: the server judges all of it. Pure.

/** By the field: the message of the server. */
export const offlineErrors = {
  firstName: 'referral-name-required',
  phone: 'referral-contact-required',
  ageGroup: 'referral-age-required',
  residence: 'residence-required',
  topic: 'topic-required',
  urgent: 'urgent-required',
  interpreter: 'interpreter-required',
  consent: 'consent-required',
  start: 'start-invalid',
} as const;

export type Missing = keyof typeof offlineErrors | 'elsewhere-age' | 'elsewhere-residence';

/** What is missing on a screen, from top to bottom; for whom there is other help is said once all else is there. */
export function missingOn(step: ReferStep, values: Readonly<Record<string, string>>): Missing[] {
  const isEmpty = (name: string) => (values[name] ?? '').trim() === '';
  const missing: Missing[] = [];
  const ask = (name: keyof typeof offlineErrors, isMissing = isEmpty(name)) => {
    if (isMissing) missing.push(name);
  };
  if (step === 'who') {
    ask('firstName');
    ask('phone', isEmpty('phone') && isEmpty('email'));
    ask('ageGroup');
    ask('residence');
    if (missing.length === 0 && values.ageGroup === '27-plus') missing.push('elsewhere-age');
    if (missing.length === 0 && values.residence === 'elsewhere') missing.push('elsewhere-residence');
  }
  if (step === 'what') {
    ask('topic');
    ask('urgent', values.isUrgent === 'yes' && isEmpty('urgent'));
  }
  if (step === 'needs') ask('interpreter', values.needsInterpreter === 'yes' && isEmpty('interpreter'));
  if (step === 'consent') ask('consent');
  if (step === 'when') ask('start');
  return missing;
}
