import type { FinishSsoError } from '#server/accounts/sso/finish.ts';

/** Why somebody is not signed in by the provider, as its page says it. */
export type Trouble = Exclude<FinishSsoError, 'none'> | 'too-many';

export interface TroublePage {
  trouble: Trouble;
  /** When to try again, of `too-many`. */
  retryAfterSeconds: number;
}

export const troubleStatus: Readonly<Record<Trouble, number>> = {
  over: 400,
  invalid: 400,
  denied: 403,
  weak: 403,
  unverified: 403,
  'no-account': 403,
  ended: 403,
  'other-link': 403,
  'no-role': 403,
  'too-many': 429,
  away: 503,
};

/** Seconds after which a provider that was away may be asked again. */
const afterAway = 30;

/** The page that says what is wrong, with its status. */
export const showTrouble = (trouble: Trouble, retryAfterSeconds = afterAway) => ({
  kind: 'page' as const,
  status: troubleStatus[trouble],
  retryAfterSeconds: trouble === 'away' || trouble === 'too-many' ? retryAfterSeconds : undefined,
  page: { trouble, retryAfterSeconds },
});
