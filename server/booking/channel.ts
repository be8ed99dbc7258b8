import type { channels } from '#db/schema/words.ts';
import type { Actor } from '#server/kernel/context.ts';

/** How an afspraak came about, for figures alone. */
export type Channel = (typeof channels)[number];

/** By who asks, where nothing else is known of how it came about. */
export const channelOf = ({ kind }: Actor): Channel => (kind === 'staff' ? 'desk' : 'self');
