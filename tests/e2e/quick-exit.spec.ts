import { holdTime } from './support/booking.ts';
import { expect, test } from './support/fixtures.ts';

const elsewhere = 'https://www.buienradar.nl/';

test.use({ allowedHosts: ['www.buienradar.nl'] });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('"Snel weg" leaves at once, from the middle of a form', async ({ page, own, watch }) => {
      await holdTime(page, own);
      await page.getByLabel('Je voornaam').fill('Sam');
      await page.getByRole('link', { name: 'Snel weg' }).click();
      await page.waitForURL(elsewhere);
      expect(watch.outside).toContain(elsewhere);
    });
  });
}

test('after "Snel weg" the page that was left is not behind the back button', async ({ page }) => {
  await page.goto('/');
  await page.goto('/afspraak');
  await page.getByRole('link', { name: 'Snel weg' }).click();
  await page.waitForURL(elsewhere);
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
});
