import { channelsOf } from '#server/booking/tell.ts';
import type { NoticeChannel } from '#server/kernel/outbox.ts';

/** By which ways somebody hears of what is not about an afspraak: as of one of which they hear all. */
export const waysOf = (contact: Omit<Parameters<typeof channelsOf>[0], 'messages'>): NoticeChannel[] =>
  channelsOf({ ...contact, messages: 'full' });
