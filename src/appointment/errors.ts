import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import { type PageErrors, pageErrors, type SaidError, sayErrors } from '#ui/errors.ts';
import { wording } from '#ui/wording.ts';
import { type TextKey, texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

const keys: Readonly<Record<string, TextKey>> = {
  'start-invalid': 'care.error.start-invalid',
  'colleague-required': 'care.error.colleague-required',
  'message-required': 'care.referral.words-required',
  'note-required': 'care.error.note-required',
  'note-too-long': 'care.error.note-too-long',
  'text-not-allowed': 'care.error.text-not-allowed',
  'phone-needed-for-call': 'care.error.phone-needed-for-call',
  'location-unknown': 'care.error.place-unknown',
  'topic-unknown': 'care.error.place-unknown',
  'outcome-required': 'staff.error.outcome-required',
};

/** What is wrong with a form about an afspraak. `fields` are those of the page, from top to bottom. */
export const careErrors = (t: T, errors: readonly FieldError[], fields: readonly string[]): SaidError[] =>
  sayErrors(errors, { fields, say: (word) => t(keys[word] ?? 'care.error.broken') });

/** What a verb or a schema refused with: `errors` when it is `invalid`, `start` and `end` (epoch ms) when `same-time`. */
interface Refusal {
  ok: false;
  error: string;
  errors?: readonly FieldError[];
  start?: number;
  end?: number;
}

/** What came of a form; nothing when it was not sent. */
interface Answered {
  result: Refusal | undefined;
  /** Names of the fields on the page. */
  fields: readonly string[];
  /** What to say when the time is taken; as with another afspraak of the jongere then, it stands at the first field. */
  taken?: TextKey | undefined;
}

/** Why a form was not accepted, in words, with the status to answer; too late is said by the page itself. */
export function refused(
  language: Language,
  { result, fields, taken }: Answered,
): { errors: PageErrors; status: number } {
  const t = texts(language);
  if (!result) return { errors: pageErrors([]), status: 200 };
  if (result.error === 'invalid')
    return { errors: pageErrors(careErrors(t, result.errors ?? [], fields)), status: 422 };
  const [field] = fields;
  const said: Readonly<Record<string, TextKey>> = {
    changed: 'care.error.changed',
    'key-reused': 'care.error.key-reused',
    ...(taken && { taken }),
  };
  const key = said[result.error];
  const message = result.error === 'same-time' ? sameTimeWords(language, result) : key && t(key);
  if (message === undefined) return { errors: pageErrors([]), status: 409 };
  const blamed = (result.error === 'taken' || result.error === 'same-time') && field !== undefined;
  return { errors: pageErrors([blamed ? { field, message } : { message }]), status: 409 };
}

function sameTimeWords(language: Language, { start = 0, end = 0 }: Refusal): string {
  const { time } = wording(language);
  return texts(language)('care.same-time', { from: time(start), until: time(end) });
}
