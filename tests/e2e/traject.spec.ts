import { expect, test } from './support/fixtures.ts';
import { signInByCookie } from './support/staff.ts';
import { makeReported } from './support/traject.ts';

test('a traject from the call to a known destination, by keyboard', async ({ page, site, own }) => {
  const id = await makeReported(site, own.casemanager.id);
  await signInByCookie(page.context(), site, own);
  await page.goto(`/medewerker/trajecten/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jordi van Haamstee');
  const next = page.locator('.traject-next__action');
  await expect(next).toHaveText('Bellen');

  await page.getByRole('button', { name: 'Gesproken' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').first()).toContainText('Genoteerd');
  await expect(next).toHaveText('Gesprek plannen');

  await page.getByText('Schrijf een verslag').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Waarom, volgens de jongere').fill('Ruzie thuis');
  await page.getByRole('button', { name: 'Bewaar het verslag' }).press('Enter');
  await page.getByRole('link', { name: 'Schrijf wat er is gebeurd' }).press('Enter');
  await expect(page.getByLabel('Wat er is gebeurd')).toBeFocused();
  await page.keyboard.type('Gesprek op school');
  await expect(page.getByLabel('Waarom, volgens de jongere')).toHaveValue('Ruzie thuis');
  await page.getByRole('button', { name: 'Bewaar het verslag' }).press('Enter');
  await expect(page.locator('.feed__entry--note')).toContainText('Gesprek op school');

  await page.keyboard.press('x');
  await page.getByLabel('Waar ging de jongere heen?').selectOption('work');
  await page.getByRole('button', { name: 'Sluit af', exact: true }).press('Enter');
  await page.getByRole('link', { name: 'Kies hoe je dat weet' }).waitFor();
  await page.getByLabel('Hoe weet je dat?').selectOption('contract');
  await page.getByLabel('Waarom sluit je de meldingen?').selectOption('left-for-work');
  await page.getByRole('button', { name: 'Sluit af', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Open opnieuw' })).toBeVisible();
  await expect(page.getByText('Wordt gewist op', { exact: true })).toBeVisible();
});
