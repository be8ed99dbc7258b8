import { uniqueName } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import { listOfPupils, makeSchool, readListIn } from './support/lists.ts';
import { phone } from './support/usable.ts';

test.use({ viewport: phone });

test('a list of a school is read in on a phone, a row mended, and all taken in', async ({
  page,
  site,
  own,
}) => {
  const name = uniqueName();
  const school = await makeSchool(site, `School ${name}`);
  await readListIn({ page, site, own }, { school, text: listOfPupils(name) });
  await expect(page.getByText('Er is nog niemand opgenomen.')).toBeVisible();
  await expect(page.getByText('Deze dag bestaat niet')).toBeVisible();
  await page.getByRole('link', { name: /^Herstel ?: Rij 3/ }).click();
  await page.getByLabel('Geboortedatum').fill(`28-2-${new Date().getFullYear() - 17}`);
  await press(page, 'Sla de rij op');
  await expect(page.getByText('De rij is opgeslagen.')).toBeVisible();
  await press(page, 'Neem 3 rijen op');
  await expect(page.getByText('3 rijen opgenomen, van wie 3 nieuw. 0 rijen wachten nog.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Niemand is meer onverklaard' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'In traject 3' })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(phone.width);
});
