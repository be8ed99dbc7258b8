import type { Ctx } from '#server/booking/context.ts';
import type { Seals } from '#server/kernel/seals.ts';

export type { Ctx, Services } from '#server/booking/context.ts';

/** For what is kept sealed: a burgerservicenummer. */
export interface SealingCtx extends Ctx {
  seals: Seals;
}
