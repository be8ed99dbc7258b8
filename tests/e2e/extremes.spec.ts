import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { makeCasemanager } from '../support/factories.ts';
import { axeFindings } from './support/axe.ts';
import { makeBusyPerson } from './support/busyPerson.ts';
import { expect, test } from './support/fixtures.ts';
import { signInByCookie } from './support/staff.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const screens = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

/** Every page of the workplace that needs no afspraak. */
const pages = [
  '',
  '/dag',
  '/week',
  '/lijst',
  '/zoeken',
  '/nieuw',
  '/chat',
  '/chat/antwoorden',
  '/cijfers',
  '/werktijden',
  '/uitzonderingen',
  '/buiten-werktijd',
  '/instellingen',
  '/agendas',
].map((path) => `/medewerker${path}`);

/** Those of one afspraak. */
const ofAppointment = (id: string) =>
  ['', '/verzetten', '/afzeggen', '/overdragen', '/opnieuw-kiezen', '/vervolg', '/link'].map(
    (path) => `/medewerker/afspraken/${id}${path}`,
  );

/** Runs in the page: what is wider than the screen, or than the pane that it is in, in words. */
function findTooWide(): string[] {
  const faults: string[] = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) faults.push(`the page is ${wide} px wide`);
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (!element.checkVisibility() || element.closest('.visually-hidden, svg')) continue;
    const { right, width } = element.getBoundingClientRect();
    const clipped = (one: Element | null): boolean =>
      one !== null && (getComputedStyle(one).overflowX !== 'visible' || clipped(one.parentElement));
    if (width > 1 && right > innerWidth + 1 && !clipped(element.parentElement))
      faults.push(`runs out of the screen: ${element.outerHTML.slice(0, 90)}`);
    const { overflowX } = getComputedStyle(element);
    if (element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && overflowX === 'auto')
      faults.push(`scrolls sideways: ${element.outerHTML.slice(0, 90)}`);
  }
  return faults;
}

/** The pages as one person has them, on a phone and on a computer: none scrolls sideways. Gives what is wrong. */
async function lookAt(page: Page, paths: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const path of paths) {
    const answer = await page.goto(path);
    if (answer?.status() !== 200) faults.push(`${path}: status ${answer?.status()}`);
    for (const screen of screens) {
      await page.setViewportSize(screen);
      const found = await page.evaluate(findTooWide);
      faults.push(...found.slice(0, 3).map((fault) => `${path} at ${screen.width} px: ${fault}`));
    }
    const axe = await axeFindings(page, 'look');
    if (axe.length > 0) faults.push(`${path}: ${JSON.stringify(axe).slice(0, 400)}`);
  }
  return faults;
}

test('with forty afspraken on a day of people with names of eighty signs, each page of the workplace holds', async ({
  page,
  site,
}) => {
  test.setTimeout(180_000);
  const busy = await makeBusyPerson(site);
  await signInByCookie(page.context(), site, busy);
  const beside = ['', '/week', '/lijst'].map((path) => `/medewerker${path}?appointment=${busy.afspraak}`);
  const ofColleague = ['/dag', '/week', '/lijst'].map((path) => `/medewerker${path}?who=${busy.colleague}`);
  expect(await lookAt(page, [...pages, ...ofAppointment(busy.afspraak), ...beside, ...ofColleague])).toEqual(
    [],
  );

  // On a phone the head leaves the page its room, and the new afspraak is within reach of a thumb.
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['', '/dag', '/week', '/lijst', '/team', '/chat']) {
    await page.goto(`/medewerker${path}`);
    const head = await page.getByRole('banner').boundingBox();
    expect(head?.height, `the head of ${path || 'Vandaag'}`).toBeLessThanOrEqual(112);
    const way = await page.locator('.dock__new').boundingBox();
    expect(way?.y, `the way to a new afspraak on ${path || 'Vandaag'}`).toBeGreaterThan(600);
  }
});

test('who has no hours, no afspraken, no colleagues and no chats has pages that say so', async ({
  page,
  site,
}) => {
  test.setTimeout(120_000);
  const id = await makeCasemanager(site.db, [], { team: `Nieuw ${randomUUID()}` });
  await signInByCookie(page.context(), site, { casemanager: { id } });
  expect(await lookAt(page, pages)).toEqual([]);
});
