import type * as accounts from '#server/accounts/context.ts';
import type * as booking from '#server/booking/context.ts';
import type { Cache } from '#server/kernel/cache.ts';
import type { Asker } from '#server/kernel/context.ts';
import type { Seats } from '#server/kernel/limits/seats.ts';
import type { ChatAvailability } from './types.ts';
import type { VisitorKeys } from './visitorKey.ts';

export interface Services extends accounts.Services, booking.Services {
  /** Whether the chat is open, for who thinks of starting one. */
  chatAvailability: Cache<ChatAvailability>;
  /** What a browser is known by for one day, so that it can be blocked. */
  visitorKeys: VisitorKeys;
  /** Places for connections. */
  seats: { chat: Seats };
}

export interface Ctx extends Services, Asker {}
