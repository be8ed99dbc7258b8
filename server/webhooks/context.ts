import type * as accounts from '#server/accounts/context.ts';
import type { Asker } from '#server/kernel/context.ts';
import type { Outgoing } from '#server/outgoing/outgoing.ts';

export interface Services extends accounts.Services {
  outgoing: Outgoing;
}

export interface Ctx extends Services, Asker {}
