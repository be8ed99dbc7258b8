import { expect, test } from './support/fixtures.ts';

test.use({ javaScriptEnabled: false });

test('somebody finds who works together by searching, without JavaScript', async ({ page }) => {
  await page.goto('/en/professionals');
  const names = page.locator('main dt');
  const all = await names.count();
  expect(all).toBeGreaterThan(30);
  await page.getByRole('searchbox', { name: 'Search the network' }).fill('Debts');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\/en\/professionals\?search=Debts#/);
  await expect(names).toHaveText(['Schuldhulpverlening']);
  await page.getByRole('searchbox').fill('<b>xyzzy');
  await page.getByRole('searchbox').press('Enter');
  await expect(names).toHaveCount(0);
  await expect(page.getByText('We found nothing.')).toBeVisible();
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(names).toHaveCount(all);
});

test('what a gemeente set can be called and mailed from a text, and links keep the language', async ({
  page,
}) => {
  await page.goto('/en/professionals');
  const main = page.getByRole('main');
  await expect(main.getByRole('link', { name: '(070) 353 54 54' })).toHaveAttribute('href', 'tel:0703535454');
  await expect(main.getByRole('link', { name: 'leerlingzaken@denhaag.nl' })).toHaveAttribute(
    'href',
    'mailto:leerlingzaken@denhaag.nl',
  );
  await main.getByRole('link', { name: 'help now' }).click();
  await expect(page).toHaveURL(/\/en\/hulp-nu$/);
  await page.goto('/stoppen-met-school');
  await main.getByRole('link', { name: 'Praat over geld' }).click();
  await expect(page.getByRole('radio', { name: 'Geld en schulden' })).toBeChecked();
});
