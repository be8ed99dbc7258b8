import { createHash } from 'node:crypto';
import type { Language } from '#server/kernel/languages.ts';
import { fill } from '#server/kernel/texts/fill.ts';
import { say } from '#server/kernel/texts/texts.ts';
import type { Settings } from '#server/settings/schema.ts';

/** A sentence that a jongere agrees to. */
export interface Said {
  text: string;
  /** Of this very text: another sentence has another one. */
  version: string;
  language: Language;
}

/**
 * The sentence with which a jongere lets an organisation refer them, as it stands now. Who fills in the form without an
 * account sees no status, so that sentence is another one.
 */
export function consentOf(
  { municipality, referral }: Pick<Settings, 'municipality' | 'referral'>,
  organisation: string | null,
  language: Language,
): Said {
  const own = referral.consent[language];
  const text =
    organisation === null
      ? say(language, 'referral-consent-form', { municipality })
      : own === null
        ? say(language, 'referral-consent', { municipality, organisation })
        : fill(own, { municipality, organisation });
  return said(text, language);
}

/** The sentence with which a jongere lets a casemanager hand them to an organisation: what goes there, and what comes back. */
export function handOverConsentOf(
  { municipality }: Pick<Settings, 'municipality'>,
  organisation: string,
  language: Language,
): Said {
  return said(say(language, 'hand-over-consent', { municipality, organisation }), language);
}

const said = (text: string, language: Language): Said => ({
  text,
  version: createHash('sha256').update(text).digest('hex').slice(0, 16),
  language,
});
