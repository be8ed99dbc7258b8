import { beheerStates } from './support/beheerStates.ts';
import { checkStates } from './support/checkStates.ts';
import { expect, test } from './support/fixtures.ts';
import { schoolStates } from './support/schoolStates.ts';
import { showOn } from './support/screen.ts';
import { bookingStates, privateStates, type State, staffStates, type World } from './support/states.ts';
import { expectUsable, phone } from './support/usable.ts';
import { weighHtml } from './support/weighHtml.ts';

// Without moving parts: a colour that is on its way is nobody's fault.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Bytes of HTML after gzip: what a phone gets of a public page at once, and a page of the workplace (decision 0066). */
const mostHtml = { public: 14_000, work: 17_000 };

/** A new window for each state would cost as much as looking at it. */
const statesPerTest = 6;

lookAt('everybody can use', entries(checkStates, bookingStates, privateStates), {
  thumbs: true,
  most: mostHtml.public,
});
lookAt('every casemanager can use', entries(staffStates), { thumbs: false, most: mostHtml.work });
lookAt('every school can use', entries(schoolStates), { thumbs: false, most: mostHtml.work });
lookAt('every beheerder can use', entries(beheerStates), { thumbs: false, most: mostHtml.work });

interface Asked {
  thumbs: boolean;
  most: number;
}

function lookAt(words: string, states: [string, State][], asked: Asked) {
  for (let first = 0; first < states.length; first += statesPerTest) {
    const some = states.slice(first, first + statesPerTest);
    test(`${words}: ${some.map(([name]) => name).join('; ')}`, async ({ page, site, own }) => {
      for (const [name, state] of some)
        await test.step(name, () => expectStateUsable({ page, site, own }, state, asked));
    });
  }
}

async function expectStateUsable(world: World, state: State, { thumbs, most }: Asked): Promise<void> {
  const { page } = world;
  await showOn(page, phone);
  // The page of the state before may follow what this one takes away. On a page of the same site the browser keeps its
  // process, and what that compiled of axe.
  await page.goto('/healthz');
  const weight = weighHtml(page);
  await state.open(world);
  await expect(page.locator('h1').last()).toHaveText(state.heading);
  expect(await weight(), 'bytes of HTML after gzip').toBeLessThanOrEqual(most);
  const begin = await page.evaluate(findBegin);
  if (begin !== null)
    expect(begin, 'px from the top to what the step asks').toBeLessThanOrEqual(phone.height / 3);
  await expectUsable(page, { thumbs });
}

/** Runs in the page. Where begins what a step asks or tells, under the way back; null on pages with the whole head. */
function findBegin(): number | null {
  if (!document.querySelector('.header--slim')) return null;
  scrollTo(0, 0);
  const first = document.querySelector('.main__inner > :not(.main__step, .visually-hidden)');
  return first ? Math.round(first.getBoundingClientRect().top) : null;
}

function entries(...groups: Record<string, State>[]): [string, State][] {
  return groups.flatMap((group) => Object.entries(group));
}
