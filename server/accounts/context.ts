import type { Asker } from '#server/kernel/context.ts';
import type { Seals } from '#server/kernel/seals.ts';
import type * as roster from '#server/roster/context.ts';
import type { KnownBrowsers } from './knownBrowsers.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import type { SingleSignOn } from './sso/context.ts';

export interface Services extends roster.Services {
  sessions: Sessions;
  knownBrowsers: KnownBrowsers;
  passwords: Passwords;
  seals: Seals;
  /** Null where the operator configured none. */
  sso: SingleSignOn | null;
}

export interface Ctx extends Services, Asker {}
