import { createHash, createHmac } from 'node:crypto';

/** What a token opens; a token of one purpose never opens another. */
export type TokenPurpose =
  | 'hold'
  | 'appointment'
  | 'own-casemanager'
  | 'chat'
  | 'invitation'
  | 'gesprek'
  | 'proposal'
  | 'handover'
  | 'handover-code'
  | 'form'
  | 'screen'
  | 'calendar'
  | 'waiting-list'
  | 'known-browser'
  | 'password-link'
  | 'recovery-code'
  | 'sign-in-attempts';

export interface Tokens {
  /**
   * The token for an id and its generation. It can be said again (repeats, reminders) without being stored:
   * HMAC-SHA-256 under the server's secret, 32 characters of base64url (192 bits).
   */
  make(purpose: TokenPurpose, id: string, generation: number): string;
}

export function createTokens(secret: string): Tokens {
  return {
    make: (purpose, id, generation) =>
      createHmac('sha256', secret)
        .update(`${purpose}\n${id}\n${generation}`)
        .digest('base64url')
        .slice(0, 32),
  };
}

/** What the database holds of a token or a key: its SHA-256 in hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a text could be a private token at all; anything else is answered like an unknown one. */
export function looksLikeToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{32}$/.test(text);
}
