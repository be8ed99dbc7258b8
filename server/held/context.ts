import type * as accounts from '#server/accounts/context.ts';
import type * as booking from '#server/booking/context.ts';

/** Also opens what is sealed: a burgerservicenummer is handed over to whose it is. */
export interface Ctx extends booking.Ctx, accounts.Ctx {}
