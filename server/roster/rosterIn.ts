import type { Settings } from '#server/settings/schema.ts';
import type { Services } from './context.ts';
import type { Roster } from './types.ts';

interface Part {
  ctx: Pick<Services, 'roster'>;
}

/**
 * The roster, for a part of a write: as it was last read, which each request does before its verb begins. To look whether it is still so
 * takes another connection, and of many writes that wait for one, that one would wait for theirs.
 */
export const rosterIn = async ({ ctx }: Part): Promise<Roster> =>
  ctx.roster.known() ?? (await ctx.roster.current());

/** The settings of it. */
export const settingsIn = async (part: Part): Promise<Settings> => (await rosterIn(part)).settings;
