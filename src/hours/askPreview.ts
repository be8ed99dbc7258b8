import { dateInUrlSchema } from '#server/agenda/schema.ts';
import { previewTimetable } from '#server/availability/previewTimetable.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readPeriod } from '#ui/readPeriod.ts';
import type { Draft } from './draft.ts';
import { previewView } from './previewView.ts';
import type { PreviewView } from './props.ts';

/**
 * What jongeren would see of a draft, by another topic when the one in it is no more; null for a casemanager who is
 * not there.
 */
export async function askPreview(ctx: Ctx, casemanagerId: string, draft: Draft): Promise<PreviewView | null> {
  const today = dateInAmsterdam(ctx.clock.now());
  const week = dateInUrlSchema.safeParse(draft.week);
  const { locations, topics } = await ctx.roster.current();
  const active = topics.filter((topic) => topic.active);
  const topic = active.find(({ id }) => id === draft.topic) ?? active[0];
  const result = await previewTimetable(ctx, {
    casemanagerId,
    ...weekOf(draft, today),
    topic: topic?.id ?? draft.topic,
    week: week.success ? week.data : today,
  });
  if (!result.ok && result.error === 'not-found') return null;
  return previewView(result, { parts: draft.parts, locations, today });
}

/** The week of a draft, as the verbs take it. */
export function weekOf({ from, until, parts }: Draft, today: string) {
  const [first, last] = readPeriod(from, until, today);
  return { from: first, until: last === '' ? null : last, parts };
}
