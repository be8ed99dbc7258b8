import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import { asPetra } from './support/school.ts';
import { phone } from './support/usable.ts';

// A school reports a pupil on a phone, also without JavaScript, and sees where that stands.

test.use({ viewport: phone });

test('a line that drops and a session that ends take nothing that a school typed', async ({
  page,
  context,
  site,
}) => {
  const said = (words: string) => expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
  await asPetra({ page, site });
  await page.goto('/school/melden');
  await page.getByLabel('Voornaam').fill('Bo');
  await page.getByLabel('Achternaam').fill('Blijver');
  await page.getByLabel('Geboortedatum').fill('24-3-2010');
  await context.setOffline(true);
  await press(page, 'Verder');
  await said('Dit kwam niet aan.');
  await context.setOffline(false);
  const cookies = await context.cookies();
  await context.clearCookies();
  await press(page, 'Verder');
  await said('Je bent uitgelogd.');
  await expect(page.getByLabel('Achternaam')).toHaveValue('Blijver');
  await context.addCookies(cookies);
  await press(page, 'Verder');
  await expect(page.getByRole('heading', { level: 2, name: 'Wat meld je?' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a school reports a pupil, looks it over, and sees that it came in', async ({ page, site }) => {
    const step = (name: string) =>
      expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
    await asPetra({ page, site });
    await page.goto('/medewerker');
    await page.getByRole('main').getByRole('link', { name: 'Meld een leerling' }).click();
    await step('Om wie gaat het?');
    await press(page, 'Verder');
    await expect(page).toHaveTitle(/^Fout: /);
    await page.getByLabel('Voornaam').fill('Ymke');
    await page.getByLabel('Achternaam').fill('Testing');
    await page.getByLabel('Geboortedatum').fill('24-3-2010');
    await press(page, 'Verder');
    await step('Wat meld je?');
    await page.getByRole('radio', { name: 'Verzuim van 16 uur of meer in 4 weken' }).check();
    await press(page, 'Verder');
    await page.getByLabel('Sinds').fill('gisteren');
    await page.getByLabel('Gemiste uren').fill('18');
    await press(page, 'Terug');
    await step('Wat meld je?');
    await press(page, 'Verder');
    await expect(page.getByLabel('Gemiste uren')).toHaveValue('18');
    await press(page, 'Verder');
    await step('Wat deed de school?');
    await page.getByRole('radio', { name: 'Ja' }).check();
    await page.getByLabel('Wat vraag je?').fill('Zoek contact');
    await press(page, 'Verder');
    await expect(page.getByLabel('Naam', { exact: true })).toHaveValue('Petra Smeets');
    await page.getByRole('radio', { name: 'De leerling en de ouders' }).check();
    await press(page, 'Verder');
    await step('Klopt alles?');
    await expect(page.getByText('Zoek contact')).toBeVisible();
    await press(page, 'Verstuur de melding');
    await expect(page.getByRole('heading', { level: 1, name: 'Ymke Testing' })).toBeVisible();
    await expect(page.getByText('Ontvangen')).toBeVisible();
    await page.getByLabel('Vul de melding aan').fill('Was er maandag weer');
    await press(page, 'Vul aan');
    await expect(page.getByText('Was er maandag weer')).toBeVisible();
    await page.goto('/school');
    await expect(page.getByRole('link', { name: /Ymke Testing/ })).toBeVisible();
  });
});
