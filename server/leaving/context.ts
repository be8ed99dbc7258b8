import type * as accounts from '#server/accounts/context.ts';
import type * as booking from '#server/booking/context.ts';

/** Somebody leaves: their account is ended, and what is booked with them passed on. */
export interface Ctx extends accounts.Ctx, booking.Ctx {}
