import { uniqueName } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { expectUsable } from './support/usable.ts';

test('a beheerder adds a location, is told what is wrong, sees it on the public page, and takes a change back', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const name = uniqueName();
  await page.goto('/medewerker/inloggen?back=/medewerker/beheer');
  await page.getByRole('button', { name: /^Inloggen als Iris/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Beheer');
  await expectUsable(page, { thumbs: true });
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Locaties/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Locaties');
  await expectUsable(page, { thumbs: false });
  await page.getByRole('link', { name: 'Nieuwe locatie' }).click();
  await page.getByLabel('Naam', { exact: true }).fill(name);
  await page.getByLabel('Wijk', { exact: true }).fill('Noord');
  await page.getByLabel('Adres', { exact: true }).fill('Proefstraat 1, Den Haag');
  await page.getByLabel('Wat er is (niet verplicht)', { exact: true }).fill('<b>Wifi</b> en thee');
  const open = page.getByRole('group', { name: 'Openingstijden, Regel 1' });
  await open.getByLabel('ma', { exact: true }).check();
  await open.getByLabel('Van').fill('12');
  await open.getByLabel('Tot').fill('9.30');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('alert')).toContainText('kies een einde dat na het begin komt');
  await expect(open.getByLabel('Tot')).toHaveValue('9.30');
  await expectUsable(page, { thumbs: false });
  await open.getByLabel('Tot').fill('17');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.getByLabel('Wijk', { exact: true }).fill('Zuid');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByRole('link', { name: 'Bekijk of draai terug' }).click();
  await expect(page.getByRole('cell', { name: 'Zuid' })).toBeVisible();
  await expectUsable(page, { thumbs: false });
  await page.getByRole('button', { name: 'Draai terug' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Teruggedraaid.' })).toBeVisible();
  await page.goto('/medewerker/beheer/wijzigingen');
  await expectUsable(page, { thumbs: false });

  await page.goto('/contact');
  const place = page.getByRole('listitem').filter({ hasText: name });
  await expect(place).toContainText('Noord');
  await expect(place).toContainText('<b>Wifi</b> en thee');
  await page.goto('/medewerker/beheer/locaties');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Stoppen' }).click();
  await expect(page.getByText('Dit is gestopt. Je kunt het weer openen.')).toBeVisible();
});

test('of two who change one closure the second sees what the other changed, and keeps what they typed', async ({
  page,
}) => {
  const name = uniqueName();
  await page.goto('/medewerker/inloggen?back=/medewerker/beheer/sluitingen/nieuw');
  await page.getByRole('button', { name: /^Inloggen als Iris/ }).click();
  await page.getByLabel('Naam', { exact: true }).fill(name);
  await page.getByLabel('Eerste dag').fill('4-8-2031');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  // A second window of the same session does what a second beheerder does.
  const other = await page.context().newPage();
  await other.goto(new URL(page.url()).pathname);
  await other.getByLabel(/Laatste dag/).fill('6-8-2031');
  await other.getByRole('button', { name: 'Opslaan' }).click();
  await expect(other.getByText('Opgeslagen.')).toBeVisible();
  await page.getByLabel(/Laatste dag/).fill('5-8-2031');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Dit veranderde een ander intussen')).toBeVisible();
  await expect(page.getByRole('cell', { name: '6-8-2031' })).toBeVisible();
  await expect(page.getByLabel(/Laatste dag/)).toHaveValue('5-8-2031');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  await page.getByRole('button', { name: 'Verwijderen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sluitingen');
});
