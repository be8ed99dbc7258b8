import type { Page } from '@playwright/test';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { bookByApi, changeByApi, freeTime, twoInOneWeek, uniqueName } from './support/api.ts';
import { insertBegunToday } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import type { OwnPlace } from './support/ownPlace.ts';
import { openOwnMenu, signInByCookie } from './support/staff.ts';

async function signIn(page: Page, { casemanager }: OwnPlace): Promise<void> {
  await page.goto('/medewerker/inloggen');
  await page.getByLabel('E-mailadres').fill(casemanager.email);
  await page.getByLabel('Wachtwoord').fill(casemanager.password);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vandaag');
}

const weekPath = (start: string) => `/medewerker/week?week=${isoWeekOf(start.slice(0, 10))}`;

/** Notes in the page that this is still the same document: a reload would lose it. */
const markDocument = (page: Page) => page.evaluate(() => document.body.setAttribute('data-same', ''));
const expectNoReload = (page: Page) => expect(page.locator('body[data-same]')).toHaveCount(1);

/** Opens a page that follows the agenda and waits until it listens. */
async function openLive(page: Page, path: string): Promise<void> {
  const listening = page.waitForResponse((response) => response.url().endsWith('/live/agenda'));
  await page.goto(path);
  await listening;
  await markDocument(page);
}

test('a wrong password opens nothing and tells nothing; the owner hears of it, once', async ({
  page,
  own,
}) => {
  await page.goto('/medewerker/inloggen');
  for (const email of [own.casemanager.email, 'niemand@example.nl']) {
    await page.getByLabel('E-mailadres').fill(email);
    await page.getByLabel('Wachtwoord').fill('niet-het-wachtwoord');
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    expect((await answered).status()).toBe(422);
    await expect(page).toHaveTitle(/^Fout: Inloggen/);
    await expect(page.getByRole('alert')).toContainText('Het e-mailadres of het wachtwoord klopt niet.');
    await expect(page.getByLabel('E-mailadres')).toHaveValue(email);
    await expect(page.getByLabel('Wachtwoord')).toHaveValue('');
  }
  await page.goto('/medewerker/week');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inloggen');

  const { email, password } = own.casemanager;
  const signInAgain = async () => {
    await page.getByLabel('E-mailadres').fill(email);
    await page.getByLabel('Wachtwoord').fill(password);
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  };
  await signInAgain();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Iemand probeerde in te loggen');
  await expect(page.getByText(/^Er was 1 mislukte poging .+ om \d\d:\d\d\.$/)).toBeVisible();
  await page.getByRole('link', { name: 'Ga verder' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Week \d+$/);
  await openOwnMenu(page);
  await page.getByRole('button', { name: 'Uitloggen', exact: true }).click();
  await signInAgain();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vandaag');
});

test('a visitor of the demo signs in with one press and comes where they were going', async ({ page }) => {
  await page.goto('/medewerker/week');
  await page.getByRole('button', { name: /^Inloggen als Samira/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Week \d+$/);
  await expect(page.locator('.own-menu summary')).toContainText('Samira');
});

test('a new, moved and cancelled afspraak shows without a reload', async ({ page, site, own }) => {
  const [time, later] = await twoInOneWeek(site, own);
  await signInByCookie(page.context(), site, own);
  // On a phone a week shows the afspraken of one day of it.
  await page.setViewportSize({ width: 1280, height: 800 });
  await openLive(page, weekPath(time.start));
  const booked = await bookByApi(site, time);
  const item = page.getByRole('listitem').filter({ hasText: booked.name });
  await expect(item).toContainText('Nieuw');
  await expect(page.getByRole('status').first()).toHaveText(/^Nieuwe afspraak .+\.$/);

  await changeByApi(site, booked.token, later);
  await expect(item).toContainText(later.start.slice(11, 16));
  await expect(page.getByRole('status').first()).toHaveText(/^Afspraak veranderd: .+\.$/);

  await changeByApi(site, booked.token, null);
  await expect(page.getByRole('status').first()).toHaveText(/^Afspraak afgezegd: .+\.$/);
  await expect(item).toHaveCount(0);
  await expectNoReload(page);
  await page.getByRole('link', { name: /^Toon \d+ afgezegde/ }).click();
  await expect(item).toContainText('Afgezegd');
});

test('a talk is noted on Vandaag in place, and what is being written stays when the agenda changes', async ({
  page,
  site,
  own,
}) => {
  const name = uniqueName();
  await insertBegunToday(site, own, name);
  await signInByCookie(page.context(), site, own);
  await openLive(page, '/medewerker');
  const talk = page.getByRole('region', { name });
  await talk.getByTitle('Notitie').click();
  const note = talk.getByLabel('Notitie voor je team');
  await expect(note).toBeFocused();
  await page.keyboard.type('Neemt de brief');
  const refreshed = page.waitForResponse((response) => response.url().includes('refresh=1'));
  await bookByApi(site, await freeTime(site, own));
  await refreshed;
  await page.keyboard.type(' mee');
  await expect(note).toHaveValue('Neemt de brief mee');
  await expectNoReload(page);
  await talk.getByRole('button', { name: 'Bewaar notitie' }).click();
  await expect(talk).toContainText(/jij: ?Neemt de brief mee/);
  await talk.getByRole('button', { name: 'Geweest', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Er komt vandaag niemand meer' })).toBeVisible();
  await expect(page).toHaveURL(/\/medewerker(\?|$)/);
  await expect(page.getByRole('main').getByRole('link', { name })).toContainText('Geweest');
});

test('a casemanager sees today and the week, reads the details and notes how it went', async ({
  page,
  site,
  own,
}) => {
  const name = uniqueName();
  await insertBegunToday(site, own, name);
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker');
  const item = page.getByRole('main').getByRole('link', { name });
  await expect(page.getByRole('region', { name })).toContainText('Geld en schulden');
  await page.getByRole('link', { name: 'Agenda', exact: true }).click();
  await page.getByRole('link', { name: 'Volgende week' }).click();
  await expect(item).toHaveCount(0);
  await page.getByRole('link', { name: 'Nu', exact: true }).click();
  await item.click();
  const panel = page.getByRole('complementary', { name: `Afspraak met ${name}` });
  await expect(panel.getByText('Mag mijn zus mee?')).toBeVisible();
  // On a phone it lies over the page, and nobody comes by Tab behind it.
  await expect(page.getByRole('main')).toBeHidden();
  await expect(panel).toBeFocused();
  await expect(panel.getByRole('link', { name: '06 12345678 bellen' })).toHaveAttribute(
    'href',
    'tel:+31612345678',
  );

  // How it went is in reach below what scrolls, which it does not lie over.
  const foot = await panel.locator('.panel__foot').boundingBox();
  const body = await panel.locator('.panel__body').boundingBox();
  expect(foot && body && foot.y >= body.y + body.height && foot.y + foot.height <= 844).toBe(true);
  await panel.getByRole('button', { name: 'Geweest' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Genoteerd: ${name}, geweest.` })).toBeVisible();
  await expect(panel.getByText('Noor noteerde: Geweest')).toBeVisible();
  await panel.getByRole('link', { name: 'Sluit' }).click();
  await expect(panel).toHaveCount(0);
  await expect(item).toContainText('Geweest');
  await expect(item).toBeFocused();
});

test('signing out everywhere ends the session on another device too', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const phone = await (await somebodyElse()).newPage();
  await signInByCookie(phone.context(), site, own);
  await phone.goto('/medewerker');
  await signIn(page, own);
  await page.goto('/medewerker/instellingen');
  await page.getByRole('button', { name: 'Op alle apparaten uitloggen' }).click();
  await expect(page.getByRole('status')).toContainText('Je bent op alle apparaten uitgelogd.');
  // The agenda there hears of it, and leaves by itself.
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Inloggen');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a casemanager signs in, looks around, notes and signs out, which ends the session', async ({
    page,
    site,
    own,
  }) => {
    const name = uniqueName();
    await insertBegunToday(site, own, name);
    await signIn(page, own);
    await page.getByRole('main').getByRole('link', { name }).first().click();
    const panel = page.getByRole('complementary', { name: `Afspraak met ${name}` });
    await panel.getByRole('button', { name: 'Kwam niet' }).click();
    await expect(panel.getByText('Noor noteerde: Kwam niet')).toBeVisible();
    await panel.getByRole('link', { name: 'Sluit' }).click();
    await openOwnMenu(page);
    await page.getByRole('button', { name: 'Uitloggen', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Je bent uitgelogd.');
    await page.goto('/medewerker/week');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inloggen');
  });
});
