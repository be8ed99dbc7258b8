import type * as accounts from '#server/accounts/context.ts';
import type * as booking from '#server/booking/context.ts';
import type { Asker } from '#server/kernel/context.ts';

export interface Ctx extends accounts.Services, booking.Services, Asker {}
