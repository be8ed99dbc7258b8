import type { Asker } from '#server/kernel/context.ts';
import type { Seals } from '#server/kernel/seals.ts';
import type * as roster from '#server/roster/context.ts';
import type { Calendars } from './calendars.ts';

export interface Services extends roster.Services {
  seals: Seals;
  /** The ways to reach the calendars of casemanagers. */
  calendars: Calendars;
}

export interface Ctx extends Services, Asker {}
