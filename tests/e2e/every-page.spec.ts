import { checkStates } from './support/checkStates.ts';
import { expect, test } from './support/fixtures.ts';
import { bookingStates, privateStates, type State, staffStates } from './support/states.ts';
import { expectUsable } from './support/usable.ts';
import { weigh } from './support/weigh.ts';

// Without moving parts: a colour that is on its way is nobody's fault.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const mostHtml = 14_000;

for (const [name, state] of entries(checkStates, bookingStates, privateStates)) {
  test(`everybody can use the page: ${name}`, async ({ page, site, own }) => {
    const weights = weigh(page);
    await state.open({ page, site, own });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(state.heading);
    const { html } = await weights();
    expect(html, 'bytes of HTML after gzip').toBeLessThanOrEqual(mostHtml);
    await expectUsable(page, { thumbs: true });
  });
}

for (const [name, state] of entries(staffStates)) {
  test(`every casemanager can use the page: ${name}`, async ({ page, site, own }) => {
    const weights = weigh(page);
    await state.open({ page, site, own });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(state.heading);
    const { html } = await weights();
    expect(html, 'bytes of HTML after gzip').toBeLessThanOrEqual(mostHtml);
    await expectUsable(page, { thumbs: false });
  });
}

function entries(...groups: Record<string, State>[]): [string, State][] {
  return groups.flatMap((group) => Object.entries(group));
}
