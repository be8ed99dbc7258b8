import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { axeFindings } from './support/axe.ts';
import { chooseFirstTime, confirm, goOn, somebody, tellAboutYourself } from './support/booking.ts';
import { type EmptySite, startEmptySite } from './support/emptySite.ts';
import { test as base, expect } from './support/fixtures.ts';
import { expectUsable } from './support/usable.ts';

// A gemeente without an engineer: from the command that prints a link to the first afspraak, on pages alone.

const test = base.extend<object, { site: EmptySite }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed.
    async ({}, use) => {
      const site = await startEmptySite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const fill = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).fill(value);
/** What is still needed, as the page that a beheerder begins with says it. */
async function stateOf(page: Page, need: string, state: string) {
  await page.goto('/medewerker/beheer');
  const list = page.getByRole('region', { name: /^Zo gaat je voordeur open|^Nog nodig voor een afspraak/ });
  await expect(list.getByRole('listitem').filter({ hasText: need })).toContainText(state);
  return list;
}

/** Opens a link to set a password, chooses one, signs in with it and an app for the second factor. */
async function comeIn(page: Page, link: string, email: string, password: string) {
  await page.goto(link);
  await fill(page, 'Je nieuwe wachtwoord', password);
  await press(page, 'Wachtwoord opslaan');
  await expect(heading(page)).toHaveText('Inloggen');
  await fill(page, 'E-mailadres', email);
  await fill(page, 'Wachtwoord', password);
  await press(page, 'Inloggen');
  await expect(heading(page)).toHaveText('Stel een tweede stap in');
  const secret = await page.getByLabel('Of typ deze sleutel in je app').inputValue();
  const app = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  await fill(page, 'Code die je app nu toont', app.generate());
  await press(page, 'App toevoegen');
  await expect(heading(page)).toHaveText('Herstelcodes');
  await press(page, 'Ik heb ze bewaard');
  await expect(heading(page)).not.toHaveText('Herstelcodes');
}

test('a newcomer sets up an empty Doorstart on pages alone, and a jongere makes the first afspraak', async ({
  page,
  site,
  watch,
  somebodyElse,
}) => {
  test.setTimeout(240_000);
  await page.goto('/afspraak');
  await expect(heading(page)).toHaveText('Deze voordeur gaat binnenkort open');
  await expect(page.getByRole('link', { name: '112' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  expect((await page.request.get('/api/v1/topics')).status()).toBe(503);
  watch.problems.splice(0);

  await comeIn(
    page,
    site.letIn('noor@voorbeeldstad.example'),
    'noor@voorbeeldstad.example',
    'een goed begin vandaag',
  );
  await expect(heading(page)).toHaveText('Beheer');
  await expectUsable(page, { thumbs: true });

  await page.getByRole('link', { name: 'Naam en contact' }).click();
  await fill(page, 'Naam van de gemeente', 'Voorbeeldstad');
  await fill(page, 'Telefoon', '14 099');
  await fill(page, 'Telefoon van het team', '(099) 123 45 67');
  await fill(page, 'E-mailadres', 'jongeren@voorbeeldstad.example');
  await press(page, 'Bekijk wat er verandert');
  await expect(page.getByRole('heading', { name: 'Klopt dit?' })).toBeInViewport();
  await press(page, 'Opslaan');
  await expect(page.getByText('Opgeslagen. Binnen twee seconden')).toBeInViewport();

  const list = await stateOf(page, 'Naam en contact', 'Klaar');
  await list.getByRole('link', { name: 'Een locatie' }).click();
  await fill(page, 'Naam', 'Jongerenpunt');
  await fill(page, 'Wijk', 'Centrum');
  await fill(page, 'Adres', 'Markt 1, Voorbeeldstad');
  await press(page, 'Opslaan');
  await expect(page.getByText('Opgeslagen.')).toBeVisible();

  await (await stateOf(page, 'Een locatie', 'Klaar')).getByRole('link', { name: 'Een onderwerp' }).click();
  await fill(page, 'Naam', 'School en werk');
  await fill(page, 'Naam in het Engels', 'School and work');
  await press(page, 'Opslaan');
  await expect(page.getByText('Opgeslagen.')).toBeVisible();

  await (await stateOf(page, 'Een onderwerp', 'Klaar')).getByRole('link', { name: 'Een team' }).click();
  await page.getByRole('link', { name: 'Nieuw team' }).click();
  await fill(page, 'Naam', 'Team Centrum');
  await press(page, 'Opslaan');
  await expect(page.getByText('Opgeslagen.')).toBeVisible();

  await (await stateOf(page, 'Een team', 'Klaar')).getByRole('link', { name: 'Een casemanager' }).click();
  await fill(page, 'Voornaam', 'Sam');
  await fill(page, 'Achternaam', 'de Wit');
  await fill(page, 'E-mailadres', 'sam@voorbeeldstad.example');
  await page.getByLabel('Team', { exact: true }).selectOption('Team Centrum');
  await press(page, 'Maak de uitnodiging');
  const link = await page.getByLabel('Link om een wachtwoord te kiezen').inputValue();
  await stateOf(page, 'Een casemanager', 'Wacht');

  const colleague = await (await somebodyElse({ viewport: { width: 1280, height: 800 } })).newPage();
  await comeIn(colleague, link, 'sam@voorbeeldstad.example', 'samen komen we verder');
  await colleague.getByRole('link', { name: 'Vul je werktijden in' }).click();
  await colleague.getByText('Tijden per dag', { exact: true }).click();
  for (const day of ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag'])
    await colleague.getByRole('button', { name: `Tijd toevoegen op ${day}` }).click();
  await colleague.getByRole('button', { name: 'Opslaan' }).click();
  await expect(colleague.getByText('Opgeslagen.')).toBeVisible();

  await (await stateOf(page, 'Werktijden', 'Klaar')).getByRole('link', { name: 'Privacyverklaring' }).click();
  await fill(page, 'Wie verantwoordelijk is', 'Het college van Voorbeeldstad');
  await fill(page, 'Adres', 'Markt 2, Voorbeeldstad');
  await fill(page, 'E-mailadres voor vragen over privacy', 'privacy@voorbeeldstad.example');
  await fill(page, 'E-mailadres van de functionaris gegevensbescherming', 'fg@voorbeeldstad.example');
  await press(page, 'Bekijk wat er verandert');
  await press(page, 'Opslaan');
  await expect(page.getByText('Opgeslagen. Binnen twee seconden')).toBeInViewport();
  await page.goto('/medewerker/beheer');
  await expect(page.getByRole('link', { name: 'Mensen' })).toBeVisible();
  await expect(page.getByText('Zo gaat je voordeur open')).toHaveCount(0);

  const jongere = await (await somebodyElse({ viewport: { width: 390, height: 844 } })).newPage();
  await jongere.goto('/');
  await expect(jongere.getByText('Gemeente Voorbeeldstad').first()).toBeVisible();
  await jongere.getByRole('link', { name: 'Maak een afspraak' }).click();
  await jongere.getByRole('radio', { name: 'School en werk' }).check();
  await goOn(jongere);
  await jongere.getByRole('radio', { name: /Jongerenpunt/ }).check();
  await goOn(jongere);
  await chooseFirstTime(jongere);
  const who = somebody();
  await tellAboutYourself(jongere, who);
  await confirm(jongere);
  await expect(heading(jongere)).toHaveText('Je afspraak staat vast');

  await colleague.goto('/medewerker/lijst');
  await expect(colleague.getByRole('link', { name: who.name, exact: true })).toBeVisible();
});
