import { uniqueEmail } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { expectUsable } from './support/usable.ts';

test('a beheerder invites somebody, who sets a password, signs in, and is out at once when their account ends', async ({
  page,
  somebodyElse,
}) => {
  test.setTimeout(120_000);
  const email = uniqueEmail();
  const password = 'kip fiets maandag groen';
  await page.goto('/medewerker/inloggen?back=/medewerker/beheer/mensen');
  await page.getByRole('button', { name: /^Inloggen als Iris/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mensen');
  await expectUsable(page, { thumbs: false });
  await page.getByRole('link', { name: 'Collega uitnodigen' }).click();
  await page.getByLabel('Voornaam').fill('Robin');
  await page.getByLabel('Achternaam').fill('Nieuwkomer');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByRole('button', { name: 'Maak de uitnodiging' }).click();
  const link = await page.getByLabel('Link om een wachtwoord te kiezen').inputValue();
  await expectUsable(page, { thumbs: false });

  const newcomer = await (await somebodyElse()).newPage();
  await newcomer.goto(new URL(link).pathname);
  await expect(newcomer.getByText(email)).toBeVisible();
  await expectUsable(newcomer, { thumbs: false });
  await newcomer.getByLabel('Je nieuwe wachtwoord').fill(password);
  await newcomer.getByRole('button', { name: 'Wachtwoord opslaan' }).click();
  await expect(newcomer.getByText('Je wachtwoord staat. Log ermee in.')).toBeVisible();
  await newcomer.getByLabel('E-mailadres').fill(email);
  await newcomer.getByLabel('Wachtwoord').fill(password);
  await newcomer.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText('Vandaag');
  await newcomer.goto('/medewerker/account');
  await expect(newcomer.getByText('Dit apparaat')).toBeVisible();
  await expectUsable(newcomer, { thumbs: false });

  await page.getByRole('link', { name: 'Alle mensen' }).click();
  await page.getByRole('link', { name: 'Robin Nieuwkomer' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Robin Nieuwkomer');
  await expectUsable(page, { thumbs: false });
  await page.getByRole('link', { name: 'Toegang stoppen' }).click();
  await expect(page.getByText('Er staat niets meer open.')).toBeVisible();
  await expectUsable(page, { thumbs: false });
  // A page that is open would ask who comes next without a session.
  await newcomer.goto('about:blank');
  await page.getByRole('button', { name: 'Stop de toegang' }).click();
  await expect(page.getByText('Robin Nieuwkomer kan niet meer inloggen.')).toBeVisible();
  await newcomer.goto('/medewerker/week');
  await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText('Inloggen');
  const answer = await newcomer.goto(new URL(link).pathname);
  expect(answer?.status()).toBe(404);
  await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText('Deze link werkt niet meer');
});

test('a beheerder reads in people from a file, mends what is wrong in the list, and gets their links', async ({
  page,
}) => {
  const email = uniqueEmail();
  await page.goto('/medewerker/inloggen?back=/medewerker/beheer/mensen/inlezen');
  await page.getByRole('button', { name: /^Inloggen als Iris/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mensen inlezen');
  await expectUsable(page, { thumbs: false });
  const text = `Voornaam;Achternaam;E-mail;Rol\nZo\u00eb;Bestand;${email};case manager\n=1+1;Fout;fout-${email};baas\n`;
  const file = { name: 'mensen.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') };
  await page.getByLabel('Bestand (CSV)').setInputFiles(file);
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
  await expect(page.getByText('1 nieuw, 0 gewijzigd, 0 hetzelfde, 1 fout.')).toBeVisible();
  await expect(page.getByText('Dit lijkt een formule')).toBeVisible();
  await expectUsable(page, { thumbs: false });
  await page.getByText('Verbeter de lijst').click();
  const list = page.getByLabel('Of plak de lijst hier');
  await list.fill((await list.inputValue()).replace('=1+1', 'Kim').replace('baas', 'beheerder'));
  await page.getByRole('button', { name: 'Bekijk opnieuw' }).click();
  await page.getByRole('button', { name: 'Lees in (2)' }).click();
  await expect(page.getByText('2 uitgenodigd, 0 gewijzigd, 0 hetzelfde.')).toBeVisible();
  await expect(page.getByLabel('Zo\u00eb Bestand')).toHaveValue(/\/medewerker\/wachtwoord\//);
  await expectUsable(page, { thumbs: false });
});
