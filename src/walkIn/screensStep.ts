import { endScreenLink, makeScreenLink, readScreenLink } from '#server/walkIn/screens.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';

export interface ScreensPage {
  /** Locations, each with the link of its screen; null where there is none. */
  screens: { id: string; name: string; link: string | null }[];
  /** The link that was made or ended just now. */
  done: 'made' | 'ended' | undefined;
}

/** A beheerder makes and ends the links of the screens of waiting rooms. */
export const screensStep: TakeStep<ScreensPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { values } = await takeForm(asked);
  if (values === null) return brokenForm;
  if (values) {
    const location = typed(values, 'location') ?? '';
    const ends = typed(values, 'act') === 'end';
    const result = await (ends ? endScreenLink(ctx, location) : makeScreenLink(ctx, location));
    const said = result.ok ? (ends ? 'ended' : 'made') : undefined;
    return redirectTo(staffPaths.screens(said));
  }
  const { locations } = await ctx.roster.current();
  const screens = await Promise.all(
    locations
      .filter(({ active }) => active)
      .map(async ({ id, name }) => {
        const token = await readScreenLink(ctx, id);
        return { id, name, link: token && `${ctx.publicUrl}/scherm/${token}` };
      }),
  );
  const done = (['made', 'ended'] as const).find((word) => word === asked.url.searchParams.get('done'));
  return showPage({ screens, done });
};
