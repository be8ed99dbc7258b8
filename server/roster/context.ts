import type * as kernel from '#server/kernel/context.ts';
import type { RosterCache } from './cache.ts';

export interface Services extends kernel.Services {
  roster: RosterCache;
}

export interface Ctx extends Services, kernel.Asker {}
