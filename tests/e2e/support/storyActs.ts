import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect } from './fixtures.ts';
import { press } from './forms/acts.ts';
import type { Site } from './site.ts';
import { signInByCookie } from './staff.ts';
import { letGesprekPass, type Player, type StoryGround } from './storyGround.ts';
import { phone } from './usable.ts';

// What people of a story do, each by the forms and buttons that they have.

const desk = { width: 1280, height: 800 };

/** Each story is played twice, so that everybody in it has had both sizes. */
export const sizes = [
  { name: 'school and jongere on a phone, staff at a desk', outside: phone, staff: desk },
  { name: 'school and jongere at a desk, staff on a phone', outside: desk, staff: phone },
] as const;

type SomebodyElse = (options?: BrowserContextOptions) => Promise<BrowserContext>;

/** A browser of somebody in the story, signed in when they work somewhere. */
export async function browserOf(
  { site, somebodyElse }: { site: Site; somebodyElse: SomebodyElse },
  viewport: { width: number; height: number },
  who?: Player,
): Promise<Page> {
  const context = await somebodyElse({ viewport });
  if (who) await signInByCookie(context, site, { casemanager: who });
  return context.newPage();
}

export interface Pupil {
  firstName: string;
  lastName: string;
  /** As it is typed. */
  birthDate: string;
  phone?: string;
  email?: string;
}

/** A school reports a pupil, page after page; the melding is there then. */
export async function reportPupil(
  page: Page,
  { residence }: Pick<StoryGround, 'residence'>,
  pupil: Pupil,
  { kind, asks, told = 'De leerling en de ouders' }: { kind: string; asks: string; told?: string },
): Promise<void> {
  await page.goto('/school/melden');
  await page.getByLabel('Voornaam').fill(pupil.firstName);
  await page.getByLabel('Achternaam').fill(pupil.lastName);
  await page.getByLabel('Geboortedatum').fill(pupil.birthDate);
  await page.getByLabel('Woonplaats').fill(residence);
  await press(page, 'Verder');
  await page.getByRole('radio', { name: kind }).check();
  await press(page, 'Verder');
  await page.getByLabel('Sinds').fill('gisteren');
  await press(page, 'Verder');
  await page.getByRole('radio', { name: 'Ja' }).check();
  await page.getByLabel('Wat vraag je?').fill(asks);
  await press(page, 'Verder');
  await page.getByRole('radio', { name: told }).check();
  if (pupil.phone) await page.getByLabel('Telefoonnummer van de leerling').fill(pupil.phone);
  if (pupil.email) await page.getByLabel('E-mailadres van de leerling').fill(pupil.email);
  await press(page, 'Verder');
  await press(page, 'Verstuur de melding');
  await expect(page.getByText('De melding is verstuurd.')).toBeVisible();
}

/** A coordinator gives what is new to somebody of the team. */
export async function assignTo(
  page: Page,
  names: readonly string[],
  { firstName, lastName }: Player,
): Promise<void> {
  await page.goto('/medewerker/trajecten?view=unassigned');
  for (const name of names) await page.getByLabel(`Kies ${name}`).check();
  await page.getByLabel('Wijs toe aan').selectOption(`${firstName} ${lastName}`);
  await page.getByRole('button', { name: /^Wijs toe/ }).click();
  await expect(page.getByText(/traject(en)? toegewezen\./)).toBeVisible();
}

/** Opens a traject from a view of the worklist. */
export async function openTraject(
  page: Page,
  name: string,
  view: 'mine' | 'unassigned' = 'mine',
): Promise<void> {
  await page.goto(`/medewerker/trajecten?view=${view}`);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

export const nextAction = (page: Page) => page.locator('.traject-next__action');
export const said = (page: Page, words: string) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();

/** Axe finds nothing on the page as it stands; on a phone a bar may lie over what it looks at, which every-page.spec scrolls clear of. */
export async function findNothing(page: Page, words: string): Promise<void> {
  if (page.viewportSize()?.width === desk.width) expect(await axeFindings(page), words).toEqual([]);
}

/** The link in the message that came for this address or number, read in the mailbox; gives its path. */
export async function linkInMessage(page: Page, site: Site, to: string): Promise<string> {
  const message = page.locator('[data-message]', { hasText: to });
  await expect(async () => {
    await page.goto('/postbus');
    await expect(message).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await message.getByRole('link').click();
  const link = await page.frameLocator('iframe').getByRole('link').first().getAttribute('href');
  return new URL(link ?? '', site.url).pathname;
}

/** The same of a text message. */
export async function linkInText(page: Page, site: Site, to: string): Promise<string> {
  const message = page.locator('[data-message]', { hasText: to });
  await expect(async () => {
    await page.goto('/postbus');
    await expect(message).toHaveCount(1, { timeout: 500 });
  }).toPass();
  const link = await message.getByRole('link').first().getAttribute('href');
  return new URL(link ?? '', site.url).pathname;
}

/** Somebody of the gemeente reads in a list of the school, pasted; the page of the list is there then. */
export async function readList(
  page: Page,
  { school }: StoryGround,
  kind: string,
  text: string,
): Promise<void> {
  await page.goto('/medewerker/lijsten/inlezen');
  await page.getByLabel('Wat voor lijst is het?').selectOption(kind);
  await page.getByLabel('Van wie is de lijst?').selectOption(school.name);
  await page.getByLabel('Of plak de lijst hier').fill(text);
  await press(page, 'Lees in');
  await expect(page.getByText('De lijst is ingelezen.')).toBeVisible();
}

/** The jongere chooses a time with who invites them. */
export async function chooseTime(page: Page, casemanager: Player): Promise<void> {
  const goOn = () => page.getByRole('button', { name: 'Verder', exact: true }).last().click();
  await page.getByRole('link', { name: 'Kies een tijd' }).click();
  await page.getByRole('radio', { name: /^School/ }).check();
  await goOn();
  await page.getByRole('radio', { name: /Wijkhuis/ }).check();
  await goOn();
  await page.getByRole('button', { name: 'Kies deze tijd' }).click();
  // What the link went to is known, and how they are called.
  await expect(page.getByLabel('Je voornaam')).not.toHaveValue('');
  await goOn();
  await page.getByRole('button', { name: 'Afspraak maken' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je afspraak staat vast');
  await expect(page.getByRole('main')).toContainText(casemanager.firstName);
}

/** A casemanager plans a gesprek at the first time that is free; back on the traject. */
export async function planGesprek(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Plan een gesprek' }).click();
  await expect(page.locator('input[name=start]:checked')).toHaveCount(1);
  await press(page, 'Boek de afspraak');
  await page.getByRole('link', { name: 'Terug naar het traject' }).click();
}

/** The gesprek was held: noted where the afspraak stands. Back on the traject. */
export async function noteHeld(page: Page, site: Site, name: string): Promise<void> {
  await letGesprekPass(site, name);
  await page
    .getByRole('link', { name: /^Gesprek op / })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Geweest/ })
    .first()
    .click();
  await said(page, `Genoteerd: ${name}, geweest`);
  await page.getByRole('link', { name: 'Open het traject' }).click();
  await expect(nextAction(page)).toHaveText('Gesprek plannen');
}

/** Writes a verslag of a gesprek, for one audience. */
export async function writeVerslag(
  page: Page,
  { facts, agreements, audience = 'mijn team' }: { facts: string; agreements: string; audience?: string },
): Promise<void> {
  await page.getByText('Schrijf een verslag').click();
  await page.getByLabel('Wat er is gebeurd').fill(facts);
  await page.getByLabel('Wat we afspraken').fill(agreements);
  await page.locator('[name=verslagAudience]').selectOption(audience);
  await press(page, 'Bewaar het verslag');
  await said(page, 'Het verslag is bewaard.');
}

/** Tells the school that reported what came of it, on its own page. */
export async function tellSchool(page: Page, words: string): Promise<void> {
  await page.getByText('Koppel terug aan school').click();
  await page.locator('[name=feedback]').fill(words);
  await page.locator('button[value=feedback]').click();
  await said(page, 'De terugkoppeling staat op de pagina van de school.');
}

/** Closes a traject with where the jongere went. */
export async function closeWith(
  page: Page,
  {
    destination,
    check,
    where,
    askWho,
    why,
  }: { destination: string; check: string; where: string; askWho: string; why?: string },
): Promise<void> {
  await page.getByText('Sluit het traject af').click();
  await page.getByLabel('Waar ging de jongere heen?').selectOption(destination);
  await page.getByLabel('Hoe weet je dat?').selectOption(check);
  await page.getByLabel('Waar precies').fill(where);
  await page.getByLabel('Wie weet hoe het daar gaat?').fill(askWho);
  if (why) await page.getByLabel('Waarom sluit je de meldingen?').selectOption(why);
  await press(page, 'Sluit af');
  await said(page, 'Het traject is afgesloten.');
}
