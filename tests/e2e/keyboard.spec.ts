import type { Locator, Page } from '@playwright/test';
import { somebody } from './support/booking.ts';
import { expect, test } from './support/fixtures.ts';

const mostPresses = 60;

/** Presses Tab until the focus is there, as somebody without a mouse does, and checks that the focus shows. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < mostPresses; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`expected to reach ${target} within ${mostPresses} presses of Tab`);
}

/** From group to group with Tab, inside a group with the arrows. */
async function choose(page: Page, name: RegExp): Promise<void> {
  const wanted = page.getByRole('radio', { name });
  const group = page.getByRole('radiogroup').filter({ has: wanted });
  await tabTo(page, group.getByRole('radio').first());
  for (let presses = 0; presses < mostPresses; presses += 1) {
    await page.keyboard.press('Space');
    if (await wanted.isChecked()) return;
    await page.keyboard.press('ArrowDown');
    if (await wanted.isChecked()) return;
  }
  throw new Error(`expected to choose ${name} with the arrows`);
}

async function press(page: Page, role: 'button' | 'link', name: string): Promise<void> {
  await tabTo(page, page.getByRole(role, { name, exact: true }).last());
  await page.keyboard.press('Enter');
}

async function fillIn(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.type(text);
}

test('a jongere without a mouse books from the home page to the private link', async ({ page }) => {
  const me = somebody();
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Direct naar de inhoud' })).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, 'link', 'Maak een afspraak');
  await expect(heading).toHaveText('Waar wil je over praten?');
  await choose(page, /^Leerwerkplek zoeken/);
  await press(page, 'button', 'Verder');
  await expect(heading).toHaveText('Hoe wil je praten?');
  await choose(page, /Jongerenpunt070/);
  await press(page, 'button', 'Verder');
  await expect(heading).toHaveText('Wanneer kun je?');
  await press(page, 'button', 'Kies deze tijd');
  await expect(heading).toHaveText('Over jou');
  await fillIn(page, 'Je voornaam', me.name);
  await choose(page, /^18 tot en met 22/);
  await fillIn(page, 'Je e-mailadres', me.email);
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Klopt alles?');
  await press(page, 'button', 'Afspraak maken');
  await expect(heading).toHaveText('Je afspraak staat vast');
  await press(page, 'link', 'Bekijk je afspraak');
  await expect(heading).toHaveText('Je afspraak');
  await expect(page.getByText(me.name)).toBeVisible();
});
