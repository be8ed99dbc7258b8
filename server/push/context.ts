import type * as accounts from '#server/accounts/context.ts';
import type { Asker } from '#server/kernel/context.ts';
import type { Outgoing } from '#server/outgoing/outgoing.ts';
import type { VapidKeys } from './vapid.ts';

export interface Services extends accounts.Services {
  outgoing: Outgoing;
  /** With which browsers let Doorstart tell them things. */
  vapid: VapidKeys;
}

export interface Ctx extends Services, Asker {}
