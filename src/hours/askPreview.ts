import { previewTimetable } from '../../server/availability/previewTimetable.ts';
import { dateSchema } from '../../server/availability/schema.ts';
import type { Ctx } from '../../server/context.ts';
import { dateInAmsterdam } from '../../server/time.ts';
import type { Draft } from './draft.ts';
import { previewView } from './previewView.ts';
import type { PreviewView } from './props.ts';

/** What jongeren would see of a draft; null for a casemanager or a topic that is not there. */
export async function askPreview(ctx: Ctx, casemanagerId: string, draft: Draft): Promise<PreviewView | null> {
  const today = dateInAmsterdam(ctx.clock.now());
  const week = dateSchema.safeParse(draft.week);
  const result = await previewTimetable(ctx, {
    casemanagerId,
    ...weekOf(draft),
    topic: draft.topic,
    week: week.success ? week.data : today,
  });
  if (!result.ok && result.error === 'not-found') return null;
  const { locations } = await ctx.roster.current();
  return previewView(result, { keys: draft.parts.map(({ key }) => key), locations, today });
}

/** The week of a draft, as the verbs take it. */
export function weekOf({ from, until, parts }: Draft) {
  return { from, until: until === '' ? null : until, parts };
}
