import type { Page } from '@playwright/test';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { bookByApi, freeTimes, uniqueEmail, uniqueName } from './support/api.ts';
import { countBooked } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import { makeQuietPlace } from './support/ownPlace.ts';
import { faultTitle, signInByCookie, staffOf } from './support/staff.ts';
import { expectUsable } from './support/usable.ts';

const times = (page: Page) => page.locator('input[name="start"]');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('somebody without phone or e-mail is booked at the desk, takes the link along and is found again', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const name = uniqueName();
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker');
  // Three keys to the first time with me: the page, the time, and then the name.
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nieuwe afspraak');
  await expect(times(page).first()).toBeFocused();
  await expect(times(page).first()).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Voornaam')).toBeFocused();
  await expectUsable(page, { thumbs: true });

  await page.getByLabel('Onderwerp').selectOption('geld');
  await page.getByLabel('Tijden vanaf').fill('overmorgen');
  await page.getByLabel('Voornaam').fill(name);
  // In the evening no time of today stands there anyhow: a time of tomorrow would be chosen, and go.
  const from = addDays(dateInAmsterdam(site.now()), 2);
  await expect(async () => {
    const first = await times(page).first().getAttribute('value');
    expect((first ?? '') >= from, `${first} is from ${from} on`).toBe(true);
  }).toPass();
  await expect(page.locator('[data-said]')).toContainText('vrije tijden');
  const time = times(page).nth(1);
  const start = (await time.getAttribute('value'))?.split(' ')[0];
  await time.check();
  await page.getByLabel('Hoe en waar').selectOption('telefoon');
  const chosen = page.locator('input[name="start"]:checked');
  await expect(chosen).toHaveValue(`${start} telefoon`);
  await expect(page.locator('[data-chosen]')).toContainText('Telefoon');
  await page.getByLabel('Hoe en waar').selectOption({ label: own.name });
  await expect(chosen).toHaveValue(`${start} op-locatie/${own.location}`);
  await press(page, 'Boek de afspraak');
  await expect(page).toHaveTitle(faultTitle);
  await page.getByRole('link', { name: 'Kies hoe oud de jongere is' }).click();
  await page.getByRole('radio', { name: '18 tot en met 22' }).check();
  await expect(chosen).toHaveValue(`${start} op-locatie/${own.location}`);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('De afspraak staat');
  // The bar that takes it back lies over the page until it is closed.
  await page
    .getByRole('region', { name: 'Net gedaan' })
    .getByRole('link', { name: 'Sluit deze melding' })
    .click();
  await expectUsable(page, { thumbs: true });
  await page.reload();
  expect(await countBooked(site, name)).toBe(1);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.slip')).toContainText(name);
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  const link = await page.getByLabel('Persoonlijke link van de jongere').inputValue();
  const reference = await page.getByText(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/).textContent();
  const jongere = await (await somebodyElse()).newPage();
  await jongere.goto(link);
  await expect(jongere.getByText(name)).toBeVisible();
  await jongere.goto(`${link}/verzetten`);
  await expect(jongere.getByRole('heading', { level: 1 })).toHaveText('Kies een nieuwe tijd');

  await page.goto('/medewerker/zoeken');
  await press(page, 'Zoeken');
  await expect(page).toHaveTitle(faultTitle);
  await page
    .getByLabel('Wie of wat zoek je?')
    .fill((reference ?? '').toLowerCase().replace('-', ' ').replaceAll('b', '8'));
  await press(page, 'Zoeken');
  await expect(page.getByRole('heading', { level: 2, name: 'Te komen 1' })).toBeVisible();
  expect(page.url(), 'what was searched for is not in it').toMatch(/\/zoeken\?form=[\w-]{22}$/);
  await expectUsable(page, { thumbs: true });
  await page.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('without JavaScript nothing typed is lost: a taken time, a contact that has an afspraak, the same form twice', async ({
  site,
  own,
  somebodyElse,
}) => {
  const context = await somebodyElse({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signInByCookie(context, site, own);
  const [name, email] = [uniqueName(), uniqueEmail()];
  const free = await freeTimes(site, own);
  const day = free[40]?.start.slice(0, 10) ?? '';
  const [first, second] = free.filter(({ start }) => start.startsWith(day));
  if (!first || !second) throw new Error('expected two free times on one day');
  await page.goto(`/medewerker/nieuw?topic=geld&date=${day}&time=${first.start.slice(11, 16)}`);
  await expect(page.locator(`input[value^="${first.start}"]`)).toBeChecked();
  const key = await page.locator('input[name="key"]').inputValue();
  await page.getByLabel('Voornaam').fill(name);
  await page.getByRole('radio', { name: 'Jonger dan 18' }).check();
  await page.getByText('E-mail, taal, opmerking en wat nodig is').click();
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Opmerking').fill('Komt met zijn moeder');
  await bookByApi(site, first, { contact: { email } });

  await press(page, 'Boek de afspraak');
  await expect(page.getByRole('heading', { name: 'Dit contact heeft al een afspraak' })).toBeVisible();
  expect(await countBooked(site, name)).toBe(0);
  await press(page, 'Boek de afspraak');
  await expect(page.getByRole('radiogroup', { name: 'Vrije tijden' })).toBeVisible();
  await expect(page.getByLabel('Voornaam')).toHaveValue(name);
  const start = (await times(page).first().getAttribute('value'))?.split(' ')[0] ?? '';
  await times(page).first().check();
  await bookByApi(site, { ...first, start });
  await press(page, 'Boek de afspraak');
  await expect(page.getByRole('alert')).toContainText('Deze tijd is net bezet');
  await expect(page.getByRole('list', { name: 'Het dichtst bij de tijd die je koos' })).toBeVisible();
  await expect(page.getByLabel('E-mailadres')).toHaveValue(email);
  await times(page).first().check();
  await press(page, 'Boek de afspraak');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('De afspraak staat');
  await page.goto(`/medewerker/nieuw?date=${day}`);
  await page.locator('input[name="key"]').evaluate((input, value) => input.setAttribute('value', value), key);
  await page.getByLabel('Voornaam').fill(name);
  await page.getByRole('radio', { name: 'Jonger dan 18' }).check();
  await page.getByText('E-mail, taal, opmerking en wat nodig is').click();
  await page.getByLabel('Opmerking').fill('Komt met zijn moeder');
  await times(page).nth(2).check();
  await press(page, 'Boek de afspraak');
  await expect(
    page.getByRole('heading', { name: 'Met dit formulier is al een afspraak gemaakt' }),
  ).toBeVisible();
  await expect(page.getByLabel('Opmerking')).toHaveValue('Komt met zijn moeder');
  expect(await countBooked(site, name)).toBe(1);

  await page.goto('/medewerker/zoeken');
  await page.getByLabel('Wie of wat zoek je?').fill('%_\\');
  await press(page, 'Zoeken');
  await expect(page.getByRole('alert')).toContainText('Dit begrijpen we niet');
  await page.getByLabel('Wie of wat zoek je?').fill('niemand%');
  await press(page, 'Zoeken');
  await expect(page.getByText('kun je niet meer vinden')).toBeVisible();
});

test('somebody walks in, is called on the screen of the waiting room, and leaves it when the talk is over', async ({
  page,
  site,
  somebodyElse,
}) => {
  const place = await makeQuietPlace(site, 'Wijkhuis De Wacht');
  const [worker] = await site.sql`
    select casemanager_id as id from weekly_rules where location_id = ${place.location}`;
  const manager = await (await somebodyElse()).newPage();
  await signInByCookie(manager.context(), site, await staffOf(site, 'iris'));
  await manager.goto('/medewerker/beheer/schermen');
  await press(manager, `Maak een link : ${place.name}`);
  const screen = await (await somebodyElse({ viewport: { width: 1920, height: 1080 } })).newPage();
  await screen.goto(await manager.locator(`#link-${place.location}`).inputValue());

  const name = uniqueName();
  await signInByCookie(page.context(), site, { casemanager: { id: String(worker?.id) } });
  await page.goto(`/medewerker/balie?place=${place.location}`);
  await page.getByLabel('Voornaam').fill(name);
  await page.getByRole('radio', { name: 'Iets anders' }).check();
  await press(page, 'Zet in de rij');
  await expect(page.getByText('Nummer 1 staat in de rij.')).toBeVisible();
  await expect(screen.locator('.waiting-room__waiting')).toContainText(name);

  await page.getByLabel(`Naar welke kamer gaat ${name}?`).fill('2');
  await press(page, `Roep op: ${name}`);
  await expect(screen.locator('.waiting-room__called')).toContainText(`${name}Kamer 2`);
  await expectUsable(page, { thumbs: true });
  await press(page, `Klaar : ${name}`);
  await expect(page.getByRole('region', { name: 'Vandaag geweest' })).toContainText(name);
  await expect(screen.getByText('Nu is er niemand aan de beurt.')).toBeVisible();

  // An ended link shows nothing any more, also where it hangs.
  await press(manager, `Stop deze link : ${place.name}`);
  await expect(screen.locator('[data-screen]')).toHaveCount(0);
  await place.close();
});

test('a casemanager changes the video link, and is asked before taking it away', async ({
  page,
  site,
  own,
}) => {
  const link = 'https://video.example.nl/noor';
  const [video] = await freeTimes(site, own, 'video');
  if (!video) throw new Error('expected a free time for video');
  const { name } = await bookByApi(site, video);
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker/instellingen');
  await expectUsable(page, { thumbs: true });
  const field = page.getByLabel('Link voor videobellen');
  // What is told on devices has a button of that name too.
  const save = (on: Page) =>
    on
      .locator('form')
      .filter({ has: on.getByLabel('Link voor videobellen') })
      .getByRole('button', { name: 'Opslaan' })
      .click();
  await field.fill('http://kamer');
  await save(page);
  await page.getByRole('alert').getByRole('link', { name: 'Begin de link met https://' }).click();
  await expect(field).toBeFocused();
  await field.fill('');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Link toch weghalen?' })).toBeVisible();
  await expect(page.getByRole('link', { name })).toBeVisible();
  await press(page, 'Link weghalen');
  await expect(page.getByText('Opgeslagen.')).toBeVisible();

  const elsewhere = await page.context().newPage();
  await elsewhere.goto('/medewerker/instellingen');
  await field.fill(link);
  await save(page);
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  await elsewhere.getByLabel('Link voor videobellen').fill('https://video.example.nl/anders');
  await save(elsewhere);
  await expect(elsewhere.getByText(`De link is nu: ${link}`)).toBeVisible();
  await expect(elsewhere.getByLabel('Link voor videobellen')).toHaveValue('https://video.example.nl/anders');
});
