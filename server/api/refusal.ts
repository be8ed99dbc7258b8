import type { OfferedSlot, TooMany } from '#server/booking/types.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { TextKey } from '#server/kernel/texts/texts.ts';
import type { WhyNot } from '#server/slots/types.ts';
import type { Answer } from './answer.ts';
import { invalid, problem, retryAfter } from './problems.ts';
import { showSlot } from './shown.ts';

/** All that the verbs of booking can say instead of yes. */
type Refusal =
  | { error: 'invalid'; errors: FieldError[] }
  | { error: 'taken'; reason: WhyNot; alternatives: OfferedSlot[] }
  | Pick<TooMany, 'error' | 'what' | 'retryAfterSeconds'>
  | { error: 'not-found' | 'hold-expired' | 'key-reused' | 'booked-otherwise' | 'same-time' | 'too-late' };

/** The answer of the API to a verb that said no. */
export function answerRefusal(language: Language, refusal: Refusal): Answer {
  switch (refusal.error) {
    case 'invalid':
      return invalid(language, refusal.errors);
    case 'taken':
      return problem(language, 'taken', {
        detail: takenTexts[refusal.reason],
        more: { alternatives: refusal.alternatives.map(showSlot) },
      });
    case 'too-many':
      return problem(language, 'too-many', {
        detail: tooManyTexts[refusal.what],
        headers: retryAfter(refusal.retryAfterSeconds),
      });
    default:
      return problem(language, refusal.error);
  }
}

/** Why a time is not to be had, for a reader: who is away or works elsewhere is not theirs to know. */
export const takenTexts: Record<WhyNot, TextKey> = {
  past: 'taken-past',
  'too-soon': 'taken-too-soon',
  'beyond-horizon': 'taken-beyond-horizon',
  'off-grid': 'taken-off-grid',
  closed: 'taken-closed',
  absent: 'taken-not-offered',
  'not-working': 'taken-not-offered',
  'other-location': 'taken-not-offered',
  modality: 'taken-modality',
  busy: 'taken-busy',
  elsewhere: 'taken-not-offered',
  'day-full': 'taken-day-full',
};

export const tooManyTexts: Record<TooMany['what'], TextKey> = {
  holds: 'too-many-holds',
  open: 'too-many-open',
  requests: 'too-many-requests',
};
