import type { Language } from '#server/kernel/languages.ts';
import { addableMessages } from '#server/settings/mailAdditions.ts';
import type { Modality } from '#server/slots/schema.ts';

/** Messages to a jongere about something else than an afspraak that they have. */
export const otherToJongere = [
  'waiting-joined',
  'waiting-offer',
  'referral-link',
  'referral-reminder',
  'gesprek-invitation',
  'question-answered',
] as const;
/** Messages to staff about something else than the calendar of a casemanager. */
export const otherToStaff = [
  'referral-news',
  'referral-question',
  'referral-waits',
  'gesprek-answered',
  'question-waits',
  'account-invitation',
  'password-link',
  'password-changed',
  'webhook-disabled',
  'handover-link',
  'handover-answered',
  'caseload-received',
  'plan-coming',
  'plan-late',
] as const;

/** The messages that can be looked at, by the names of their templates: those to a jongere, and then those to staff. */
export const previewed = [
  ...addableMessages,
  ...otherToJongere,
  'in-agenda',
  'off-agenda',
  ...otherToStaff,
] as const;
export type OtherMessage = (typeof otherToJongere)[number] | (typeof otherToStaff)[number];
export const isOtherToJongere = (name: string): boolean => otherToJongere.some((one) => one === name);
export const isOther = (name: Previewed): name is OtherMessage =>
  [...otherToJongere, ...otherToStaff].some((one) => one === name);

export type Previewed = (typeof previewed)[number];

/** How a message comes: by mail or text message, and each where somebody may read along. */
export const previewForms = ['mail', 'text', 'discreet-mail', 'discreet-text'] as const;
export type PreviewForm = (typeof previewForms)[number];

export interface PreviewInput {
  message: Previewed;
  language: Language;
  modality: Modality;
  form: PreviewForm;
  /** A sentence of the gemeente that is not saved, null for none; left out for the one that is. It is an `additionLine`. */
  added?: string | null;
}
