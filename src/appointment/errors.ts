import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import { wording } from '#ui/wording.ts';
import { type TextKey, texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

const keys: Readonly<Record<string, TextKey>> = {
  'start-invalid': 'care.error.start-invalid',
  'colleague-required': 'care.error.colleague-required',
  'note-required': 'care.error.note-required',
  'note-too-long': 'care.error.note-too-long',
  'text-not-allowed': 'care.error.text-not-allowed',
  'phone-needed-for-call': 'care.error.phone-needed-for-call',
  'location-unknown': 'care.error.place-unknown',
  'topic-unknown': 'care.error.place-unknown',
  'outcome-required': 'staff.error.outcome-required',
};

export interface CareErrors {
  /** For the ErrorSummary; without a field where no field of the page is to blame. */
  summary: { field?: string; message: string }[];
  /** The same words, by the name of the field. */
  of: Readonly<Record<string, string>>;
}

/**
 * What is wrong with the fields of a form, in words and in their order; what is in no field of the page stands in
 * the summary only.
 */
export function careErrors(t: T, errors: readonly FieldError[], fields: readonly string[]): CareErrors {
  const of: Record<string, string> = {};
  const summary: CareErrors['summary'] = [];
  const place = ({ field }: FieldError) => fields.indexOf(field);
  for (const { field, message: word } of errors.toSorted((a, b) => place(a) - place(b))) {
    const message = t(keys[word] ?? 'care.error.broken');
    if (!fields.includes(field)) summary.push({ message });
    else if (of[field] === undefined) {
      of[field] = message;
      summary.push({ field, message });
    }
  }
  return { summary, of };
}

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
): { errors: CareErrors; status: number } {
  const t = texts(language);
  if (!result) return { errors: { summary: [], of: {} }, status: 200 };
  if (result.error === 'invalid') return { errors: careErrors(t, result.errors ?? [], fields), status: 422 };
  const [field] = fields;
  const said: Readonly<Record<string, TextKey>> = {
    changed: 'care.error.changed',
    'key-reused': 'care.error.key-reused',
    ...(taken && { taken }),
  };
  const key = said[result.error];
  const message = result.error === 'same-time' ? sameTimeWords(language, result) : key && t(key);
  if (message === undefined) return { errors: { summary: [], of: {} }, status: 409 };
  const blamed = (result.error === 'taken' || result.error === 'same-time') && field !== undefined;
  return {
    errors: { summary: [blamed ? { field, message } : { message }], of: blamed ? { [field]: message } : {} },
    status: 409,
  };
}

function sameTimeWords(language: Language, { start = 0, end = 0 }: Refusal): string {
  const { time } = wording(language);
  return texts(language)('care.same-time', { from: time(start), until: time(end) });
}
