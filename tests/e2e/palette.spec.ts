import type { Page } from '@playwright/test';
import { bookByApi, freeTime } from './support/api.ts';
import { axeFindings } from './support/axe.ts';
import { insertBegunToday } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import { openOwnMenu, scriptsRun, signInByCookie } from './support/staff.ts';
import { phone } from './support/usable.ts';

// The palette of the workplace, by keyboard alone but for the phone.

test.use({ viewport: { width: 1280, height: 800 } });

/** A name of letters that nobody of the demo has anything of. */
const ownName = () =>
  `Xy${Array.from({ length: 6 }, () => 'bcdfgkmp'[Math.floor(Math.random() * 8)]).join('')}`;

const field = (page: Page) => page.getByRole('combobox', { name: 'Zoek of doe iets' });
const options = (page: Page) => page.getByRole('listbox', { name: 'Resultaten' }).getByRole('option');
const chosen = (page: Page) => options(page).and(page.locator('[aria-selected=true]'));

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
}

async function look(page: Page, text: string): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(text);
}

test('somebody is found with an error in the name, chosen and opened by keys, and is there again until one signs out', async ({
  page,
  site,
  own,
}) => {
  const name = ownName();
  const booked = await bookByApi(site, await freeTime(site, own), { name });
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker/week');
  await expect(scriptsRun(page)).toBeAttached();
  const agenda = page.getByRole('link', { name: 'Agenda', exact: true });
  await agenda.focus();
  await look(page, `${name.slice(0, -1)}z`);
  await expect(chosen(page)).toContainText(booked.name);
  await expect(field(page)).toHaveAttribute('aria-activedescendant', 'palette-0-0');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await expect(chosen(page)).toContainText('Verzet de afspraak');
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeHidden();
  await expect(agenda).toBeFocused();

  // A hand that is quicker than the script: Enter waits for the rows of what was typed.
  await page.evaluate((text) => {
    const press = (on: EventTarget, key: string) =>
      on.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }));
    press(document.body, 'k');
    const input = document.querySelector<HTMLInputElement>('[data-palette-text]');
    if (!input) throw new Error('expected the field of the palette');
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    press(input, 'Enter');
  }, name);
  await expect(page).toHaveURL(/\/week\?appointment=[\w-]{36}$/);
  await look(page, name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.goto('/medewerker');
  await openPalette(page);
  await expect(chosen(page)).toContainText(name);
  await page.keyboard.press('Escape');
  await openOwnMenu(page);
  await page.getByRole('button', { name: 'Uitloggen', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Inloggen', exact: true })).toBeVisible();
  // A script of the page forgets them, and the page is there before its scripts are.
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('laatst')));
  await expect.poll(kept).toEqual([]);
});

test('a command leads to a page with its fields filled in, and an act says with whom it will be done', async ({
  page,
  site,
  own,
}) => {
  const name = ownName();
  await insertBegunToday(site, own, name);
  await site.sql`update appointments set name_folded = lower(name) where name = ${name}`;
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker');
  await expect(scriptsRun(page)).toBeAttached();
  await look(page, 'vrij 3 maart 2031 14:00-16:00');
  await expect(chosen(page)).toContainText('Vrij nemen');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: 'Vrij', exact: true })).toBeChecked();
  await expect(page.getByLabel('Vanaf', { exact: true })).toHaveValue(/0?3-0?3-2031/);
  for (const time of ['14:00', '16:00']) await expect(page.locator(`input[value="${time}"]`)).toBeVisible();

  await look(page, `nieuwe afspraak ${name}`);
  await expect(chosen(page)).toContainText(`Nieuwe afspraak met ${name}`);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Voornaam')).toHaveValue(name);
  expect(page.url(), 'a name stands in no address').not.toContain(name);

  await look(page, `geweest ${name}`);
  await expect(chosen(page)).toContainText(`Noteer: geweest: ${name}`);
  await page.keyboard.press('Enter');
  // One stays where one was.
  await expect(page.getByRole('region', { name: 'Net gedaan' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nieuwe afspraak');
  const rows = await site.sql`select outcome from appointments where name = ${name}`;
  expect(rows.map(({ outcome }) => outcome)).toEqual(['geweest']);
});

test('a lost connection is said and the search goes on by itself; on a phone it fills the screen', async ({
  page,
  site,
  own,
}) => {
  const name = ownName();
  await bookByApi(site, await freeTime(site, own), { name });
  await signInByCookie(page.context(), site, own);
  await page.setViewportSize(phone);
  await page.goto('/medewerker');
  await expect(scriptsRun(page)).toBeAttached();
  await page.getByRole('link', { name: 'Zoek', exact: true }).click();
  await expect(options(page).first()).toBeVisible();
  await page.route('**/zoeken/palet', (route) => route.abort('internetdisconnected'));
  await field(page).fill(name);
  await expect(page.locator('[data-palette-trouble]')).toBeVisible();
  await page.unroute('**/zoeken/palet');
  await expect(chosen(page)).toContainText(name);
  await expect(page.locator('[data-palette-trouble]')).toBeHidden();
  expect(await axeFindings(page)).toEqual([]);
  const size = await chosen(page).boundingBox();
  expect(size?.height).toBeGreaterThanOrEqual(44);
});
