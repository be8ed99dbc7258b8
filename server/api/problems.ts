import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import { say, sayMessage, type TextKey } from '#server/kernel/texts/texts.ts';
import { type Answer, json } from './answer.ts';

interface Kind {
  status: number;
  title: TextKey;
  detail: TextKey;
}

/** Every problem of the API. The name is the end of its `type`, which stays the same in each version 1. */
export const problems = {
  'bad-request': { status: 400, title: 'title-bad-request', detail: 'bad-request' },
  'broken-json': { status: 400, title: 'title-broken-json', detail: 'broken-json' },
  'key-unknown': { status: 401, title: 'title-key-unknown', detail: 'key-unknown' },
  'chat-blocked': { status: 403, title: 'title-chat-blocked', detail: 'chat-blocked' },
  'no-school': { status: 403, title: 'title-no-school', detail: 'no-school' },
  'foreign-origin': { status: 403, title: 'title-foreign-origin', detail: 'foreign-origin' },
  'not-found': { status: 404, title: 'title-not-found', detail: 'not-found' },
  'unknown-path': { status: 404, title: 'title-not-found', detail: 'unknown-path' },
  'method-not-allowed': { status: 405, title: 'title-method-not-allowed', detail: 'method-not-allowed' },
  'chat-closed': { status: 409, title: 'title-chat-closed', detail: 'chat-closed' },
  taken: { status: 409, title: 'title-taken', detail: 'taken-not-offered' },
  'same-time': { status: 409, title: 'title-same-time', detail: 'same-time' },
  'too-late': { status: 409, title: 'title-too-late', detail: 'too-late' },
  'hold-expired': { status: 410, title: 'title-hold-expired', detail: 'hold-expired' },
  'too-large': { status: 413, title: 'title-too-large', detail: 'too-large' },
  'wrong-content-type': { status: 415, title: 'title-wrong-content-type', detail: 'wrong-content-type' },
  invalid: { status: 400, title: 'title-invalid', detail: 'invalid' },
  'key-reused': { status: 409, title: 'title-key-reused', detail: 'key-reused' },
  'consent-changed': { status: 409, title: 'title-consent-changed', detail: 'consent-changed' },
  elsewhere: { status: 409, title: 'title-elsewhere', detail: 'elsewhere-age' },
  'nothing-offered': { status: 409, title: 'title-nothing-offered', detail: 'nothing-offered' },
  'no-team': { status: 409, title: 'title-no-team', detail: 'no-team' },
  'booked-otherwise': { status: 409, title: 'title-booked-otherwise', detail: 'booked-otherwise' },
  'too-many': { status: 429, title: 'title-too-many', detail: 'too-many-requests' },
  internal: { status: 500, title: 'title-internal', detail: 'internal' },
  unavailable: { status: 503, title: 'title-unavailable', detail: 'unavailable' },
} as const satisfies Record<string, Kind>;

export type ProblemName = keyof typeof problems;

interface ProblemOptions {
  /** More exact words than the problem's own. */
  detail?: TextKey;
  /** What the words name, like a phone number. */
  params?: Record<string, string>;
  headers?: Record<string, string>;
  /** Further members of the problem, RFC 9457 3.2. */
  more?: Record<string, unknown>;
}

/** A problem (RFC 9457) in the reader's language. */
export function problem(language: Language, name: ProblemName, options: ProblemOptions = {}): Answer {
  const { status, title, detail } = problems[name];
  const body = {
    type: `urn:doorstart:problem:${name}`,
    title: say(language, title),
    status,
    detail: say(language, options.detail ?? detail, options.params),
    ...options.more,
  };
  return json(status, body, {
    'content-type': 'application/problem+json',
    'content-language': language,
    vary: 'Accept-Language',
    ...options.headers,
  });
}

/** 400 (API Design Rules 2.2) with what to change per field; messages are keys of texts. */
export function invalid(language: Language, errors: readonly FieldError[]): Answer {
  const said = errors.map(({ field, message }) => ({ field, message: sayMessage(language, message) }));
  return problem(language, 'invalid', { more: { errors: said } });
}

export function retryAfter(seconds: number): Record<string, string> {
  return { 'retry-after': String(seconds) };
}
