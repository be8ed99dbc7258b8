import type { Settings } from '#server/settings/schema.ts';
import type { Services } from './context.ts';

/**
 * The settings, for a part of a write: as they were last read, which each request does before its verb begins. To look whether they are
 * still so takes another connection, and of many writes that wait for one, that one would wait for theirs.
 */
export async function settingsIn({ ctx }: { ctx: Pick<Services, 'roster'> }): Promise<Settings> {
  const { settings } = ctx.roster.known() ?? (await ctx.roster.current());
  return settings;
}
