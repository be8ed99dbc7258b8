import type { BrowserContext, Page } from '@playwright/test';
import { makeCasemanager } from '../support/factories.ts';
import { bookByApi, freeTime, uniqueName } from './support/api.ts';
import { axeFindings } from './support/axe.ts';
import { insertBegunToday } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import { type OwnPlace, rosterChanged } from './support/ownPlace.ts';
import type { Site } from './support/site.ts';
import { faultTitle, scriptsRun, signInByCookie } from './support/staff.ts';

// What happens around an afspraak that is open beside a page: by others, in another window, and by the browser.

test.use({ viewport: { width: 1280, height: 800 } });

const panelOf = (page: Page) => page.locator('aside[data-panel]');
const told = (page: Page) => panelOf(page).getByRole('status');
const outcomeOf = async ({ sql }: Site, id: string) =>
  (await sql`select outcome from appointments where id = ${id}`)[0]?.outcome;

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(scriptsRun(page)).toBeAttached();
}

/** A colleague of the team in a browser of their own. */
async function asColleague(site: Site, context: BrowserContext) {
  const id = await makeCasemanager(site.db, [], { firstName: 'Kim', lastName: 'Collega' });
  await signInByCookie(context, site, { casemanager: { id } });
  await rosterChanged(site, async () => (await context.request.get('/medewerker/week')).ok());
  return { id, page: await context.newPage() };
}

async function signInAgain(page: Page, { casemanager }: OwnPlace): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inloggen');
  await page.getByLabel('E-mailadres').fill(casemanager.email);
  await page.getByLabel('Wachtwoord').fill(casemanager.password);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Inloggen');
}

test('panels open and close with back and forward; what a colleague changes is told, whosever agenda it is in, and takes no words away', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const name = uniqueName();
  const id = await insertBegunToday(site, own, name);
  const kim = await asColleague(site, await somebodyElse({ viewport: { width: 1280, height: 800 } }));
  await signInByCookie(page.context(), site, own);
  await open(page, '/medewerker');
  const panel = panelOf(page);
  await page.locator(`a[href*="appointment=${id}"]`).first().click();
  await expect(panel).toContainText(name);
  await page.goBack();
  await expect(panel).toHaveCount(0);
  await page.goForward();
  await expect(panel).toContainText(name);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await page.goBack();
  await expect(panel).toContainText(name);

  const note = panel.getByLabel('Nieuwe notitie');
  await note.fill('Belt morgen terug over de brief.');
  await kim.page.goto(`/medewerker/afspraken/${id}`);
  await kim.page.getByRole('button', { name: 'Geweest' }).click();
  await expect(told(page)).toContainText('net gewijzigd');
  await expect(panel.getByRole('button', { name: 'Geweest' })).toHaveAttribute('aria-pressed', 'true');
  await expect(note).toHaveValue('Belt morgen terug over de brief.');
  // One's own act beside it takes no words away either.
  await panel.getByRole('button', { name: 'Kwam niet' }).click();
  await expect(panel.getByRole('button', { name: 'Kwam niet' })).toHaveAttribute('aria-pressed', 'true');
  await expect(note).toHaveValue('Belt morgen terug over de brief.');
  expect(await axeFindings(page), 'with the bar that says what was done').toEqual([]);
  await panel.getByRole('button', { name: /^Bewaar/ }).click();
  await expect(panel.locator('.feed')).toContainText('Belt morgen terug over de brief.');
  await expect(note).toHaveValue('');

  const theirs = uniqueName();
  const other = await insertBegunToday(
    site,
    { ...own, casemanager: { ...own.casemanager, id: kim.id } },
    theirs,
  );
  await open(page, `/medewerker/week?appointment=${other}`);
  await expect(panel).toContainText(theirs);
  await kim.page.goto(`/medewerker/afspraken/${other}`);
  await kim.page.getByRole('button', { name: 'Geweest' }).click();
  await expect(told(page)).toContainText('net gewijzigd');
  await expect(panel.getByRole('button', { name: 'Geweest' })).toHaveAttribute('aria-pressed', 'true');
});

test('of two windows with one afspraak the second act is refused with words, and what was typed stays', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const time = await freeTime(site, own);
  const booked = await bookByApi(site, time);
  const [row] = await site.sql<{ id: string }[]>`select id from appointments where name = ${booked.name}`;
  const path = `/medewerker/lijst?from=${time.start.slice(0, 10)}&appointment=${row?.id}`;
  // The second window hears of nothing.
  const deaf = await somebodyElse({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  const second = await deaf.newPage();
  await signInByCookie(page.context(), site, own);
  await signInByCookie(deaf, site, own);
  await second.goto(path);
  await panelOf(second).locator('summary', { hasText: 'Afzeggen' }).click();
  await panelOf(second)
    .getByLabel(/Een woord voor de jongere/)
    .last()
    .fill('Ik ben ziek.');

  await open(page, path);
  await page.keyboard.press('v');
  // The first time may be over at the next quarter of an hour.
  await panelOf(page).locator('input[type=radio][name=start]').last().check();
  await panelOf(page).getByRole('button', { name: 'Verzetten' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Verzet: ${booked.name}` })).toBeVisible();

  await panelOf(second).getByRole('button', { name: 'Zeg af' }).click();
  await expect(second).toHaveTitle(faultTitle);
  await expect(second.getByRole('alert')).toContainText('De afspraak is net veranderd.');
  // It stands there again in the panel, unfolded.
  const again = panelOf(second)
    .locator('details[open]')
    .getByLabel(/Een woord voor de jongere/);
  // Moved to what has begun by now, it cannot be called off there: then the word is shown.
  const unsent = panelOf(second).getByText('“Ik ben ziek.”');
  await expect(again.or(unsent)).toBeVisible();
  if (!(await unsent.isVisible())) await expect(again).toHaveValue('Ik ben ziek.');
  await expect(panelOf(second)).toContainText(booked.name);

  // Without a script it is the form that says where it was.
  await site.sql`delete from sessions where user_id = ${own.casemanager.id}`;
  await panelOf(second).getByLabel('Nieuwe notitie').fill('Belt zelf.');
  await panelOf(second)
    .getByRole('button', { name: /^Bewaar/ })
    .click();
  await signInAgain(second, own);
  await expect(panelOf(second)).toContainText(booked.name);
  await expect(second).toHaveURL(/\/medewerker\/lijst\?.*appointment=/);
});

test('whose session ends in the middle of an act signs in and goes on where they were, with what was typed', async ({
  page,
  site,
  own,
}) => {
  const name = uniqueName();
  const id = await insertBegunToday(site, own, name);
  /** The session ends while the next form is under way. */
  const endMeanwhile = () =>
    page.route(
      `**/medewerker/afspraken/${id}`,
      async (route) => {
        await site.sql`delete from sessions where user_id = ${own.casemanager.id}`;
        await route.continue();
      },
      { times: 1 },
    );
  await signInByCookie(page.context(), site, own);
  await open(page, `/medewerker/week?appointment=${id}`);
  await panelOf(page).getByLabel('Nieuwe notitie').fill('Neemt de brief mee.');
  await endMeanwhile();
  await panelOf(page)
    .getByRole('button', { name: /^Bewaar/ })
    .click();
  await signInAgain(page, own);
  await expect(page).toHaveURL(new RegExp(`/medewerker/week\\?appointment=${id}`));
  const note = panelOf(page).getByLabel('Nieuwe notitie');
  await expect(note).toHaveValue('Neemt de brief mee.');
  await panelOf(page)
    .getByRole('button', { name: /^Bewaar/ })
    .click();
  await expect(panelOf(page).locator('.feed')).toContainText('Neemt de brief mee.');
  await expect(note).toHaveValue('');

  await open(page, '/medewerker');
  const talk = page.getByRole('region', { name });
  await talk.getByTitle('Notitie').click();
  await talk.getByLabel('Notitie voor je team').fill('Belt zelf.');
  await endMeanwhile();
  await talk.getByRole('button', { name: 'Kwam niet', exact: true }).click();
  await signInAgain(page, own);
  await expect(talk.getByLabel('Notitie voor je team')).toHaveValue('Belt zelf.');
  expect(await outcomeOf(site, id), 'nothing was done for who was not signed in').toBeNull();
  await talk.getByRole('button', { name: 'Kwam niet', exact: true }).click();
  await expect.poll(() => outcomeOf(site, id)).toBe('niet-verschenen');
});
