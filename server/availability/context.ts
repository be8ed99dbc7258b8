import type { Cache } from '#server/kernel/cache.ts';
import type { Asker } from '#server/kernel/context.ts';
import type * as roster from '#server/roster/context.ts';
import type { Slot } from '#server/slots/types.ts';

export interface Services extends roster.Services {
  /** Free times, for pages, the API and live lists. */
  slots: Cache<readonly Slot[]>;
}

export interface Ctx extends Services, Asker {}
