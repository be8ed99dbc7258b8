import { expect, test } from './support/fixtures.ts';
import { expectUsable } from './support/usable.ts';

const logo = (inside: string) => ({
  name: 'logo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">${inside}</svg>`),
});

test('a beheerder sets a banner, colours and a logo, which visitors see, and takes them back', async ({
  page,
  somebodyElse,
}) => {
  test.setTimeout(180_000);
  await page.goto('/medewerker/inloggen?back=/medewerker/beheer/instellingen/teksten');
  await page.getByRole('button', { name: /^Inloggen als Iris/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Teksten');
  await expectUsable(page, { thumbs: false });
  const text = page.getByLabel('Mededeling in het Nederlands');
  await text.fill('Vandaag zijn we dicht.');
  await page.getByLabel('Eerste dag').fill('vandaag');
  await page.getByLabel('Laatste dag').fill('morgen');
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
  await expect(page.getByRole('region', { name: 'Zo ziet het eruit: English' })).toContainText(
    'Vandaag zijn we dicht.',
  );
  await expectUsable(page, { thumbs: false });
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Opgeslagen. Binnen twee seconden')).toBeVisible();

  await page.goto('/medewerker/beheer/huisstijl');
  await page.getByLabel('Kop van de pagina: Overdag').fill('#154273');
  await page.getByLabel('Links: Overdag').fill('#ffcc00');
  await page.getByRole('button', { name: 'Bekijk de kleuren' }).click();
  await expect(page.getByRole('alert')).toContainText('Nodig is 4,5');
  await expectUsable(page, { thumbs: false });
  await page.getByRole('button', { name: /^Neem #/ }).click();
  await expectUsable(page, { thumbs: false });
  await page.getByRole('button', { name: 'Kleuren opslaan' }).click();
  await expect(page.getByText('De kleuren zijn opgeslagen.')).toBeVisible();
  await page.getByLabel('Bestand').setInputFiles(logo('<script>alert(1)</script>'));
  await page.getByRole('button', { name: 'Sturen en bekijken' }).click();
  await expect(page.getByRole('alert')).toContainText('Dit logo bevat een programma');
  await page.getByLabel('Bestand').setInputFiles(logo('<rect width="20" height="10" fill="#fff"/>'));
  await page.getByRole('button', { name: 'Sturen en bekijken' }).click();
  await page.getByLabel('Wat het logo zegt, in het Nederlands').fill('Gemeente Voorbeeldstad');
  await page.getByLabel('Wat het logo zegt, in het Engels').fill('Municipality');
  await expectUsable(page, { thumbs: false });
  await page.getByRole('button', { name: 'Gebruik dit logo' }).click();
  await expect(page.getByText('Het logo is opgeslagen.')).toBeVisible();

  const visitor = await (await somebodyElse()).newPage();
  await visitor.goto('/en/contact');
  await expect(visitor.getByText('Vandaag zijn we dicht.')).toHaveAttribute('lang', 'nl');
  await expect(visitor.locator('.header__bar')).toHaveCSS('background-color', 'rgb(21, 66, 115)');
  await expectUsable(visitor, { thumbs: true });
  const shown = visitor.getByRole('img', { name: 'Municipality' });
  const answer = await visitor.request.get((await shown.getAttribute('src')) ?? '');
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
  });

  await page.getByRole('button', { name: 'Terug naar het gewone logo' }).click();
  await page.getByLabel('Kop van de pagina: Overdag').fill('');
  await page.getByLabel('Links: Overdag').fill('');
  await page.getByRole('button', { name: 'Bekijk de kleuren' }).click();
  await page.getByRole('button', { name: 'Kleuren opslaan' }).click();
  await page.goto('/medewerker/beheer/instellingen/teksten');
  for (const name of ['Mededeling in het Nederlands', 'Eerste dag', 'Laatste dag'])
    await page.getByLabel(name).fill('');
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Opgeslagen. Binnen twee seconden')).toBeVisible();
});
