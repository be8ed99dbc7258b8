import type { Asker } from '#server/kernel/context.ts';
import type * as roster from '#server/roster/context.ts';
import type { KnownBrowsers } from './knownBrowsers.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';

export interface Services extends roster.Services {
  sessions: Sessions;
  knownBrowsers: KnownBrowsers;
  passwords: Passwords;
}

export interface Ctx extends Services, Asker {}
