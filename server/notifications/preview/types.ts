import type { Language } from '#server/kernel/languages.ts';
import { addableMessages } from '#server/settings/mailAdditions.ts';
import type { Modality } from '#server/slots/schema.ts';

/** The messages that can be looked at: those to a jongere, and what a casemanager gets for their calendar. */
export const previewed = [...addableMessages, 'in-agenda', 'off-agenda'] as const;
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
