import type { Asker } from '#server/kernel/context.ts';
import type { Seals } from '#server/kernel/seals.ts';
import type * as roster from '#server/roster/context.ts';
import type { KnownBrowsers } from './knownBrowsers.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import type { SingleSignOn } from './sso/context.ts';
import type { TokenCookie } from './tokenCookie.ts';

export interface Services extends roster.Services {
  sessions: Sessions;
  knownBrowsers: KnownBrowsers;
  passwords: Passwords;
  seals: Seals;
  /** Null where the operator configured none. */
  sso: SingleSignOn | null;
  /** The cookies of a sign-in that waits for its second factor, and of a browser in which none is asked. */
  pendingCookie: TokenCookie;
  trustedCookie: TokenCookie;
}

export interface Ctx extends Services, Asker {}
