import type { Page } from '@playwright/test';
import { wording } from '#ui/wording.ts';
import { type FreeTime, topic, uniqueEmail, uniqueName } from './api.ts';
import type { OwnPlace } from './ownPlace.ts';

const say = wording('nl');

/** As a time is called on its button and in headings: "dinsdag 24 november om 09:15 uur". */
export const timeName = ({ start }: Pick<FreeTime, 'start'>) =>
  `${say.day(Date.parse(start))} om ${say.time(Date.parse(start))} uur`;

/** The page with the free times of the own place. */
export const whenPath = ({ location }: OwnPlace, week = '') =>
  `/afspraak/wanneer?topic=${topic}&modality=op-locatie&location=${location}${week && `&week=${week}`}`;

export const goOn = (page: Page) => page.getByRole('button', { name: 'Verder' }).last().click();

/** From the home page to the page with the free times. */
export async function chooseTopicAndManner(page: Page, manner: RegExp): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Maak een afspraak' }).click();
  await page.getByRole('radio', { name: /^Geld en schulden/ }).check();
  await goOn(page);
  await page.getByRole('radio', { name: manner }).check();
  await goOn(page);
}

export const chooseFirstTime = (page: Page) => page.getByRole('button', { name: 'Kies deze tijd' }).click();

export interface Person {
  name: string;
  age: string;
  email: string;
  phone: string;
}

export const somebody = (values: Partial<Person> = {}): Person => ({
  name: uniqueName(),
  age: '18 tot en met 22',
  email: uniqueEmail(),
  phone: '',
  ...values,
});

/** Fills in "about you" and goes on. */
export async function tellAboutYourself(page: Page, { name, age, email, phone }: Person): Promise<void> {
  await page.getByLabel('Je voornaam').fill(name);
  await page.getByRole('radio', { name: age }).check();
  await page.getByLabel('Je e-mailadres').fill(email);
  await page.getByLabel('Je telefoonnummer').fill(phone);
  await goOn(page);
}

export const confirm = (page: Page) => page.getByRole('button', { name: 'Afspraak maken' }).click();

/** Chooses a time of the own place: the page "about you" of a fresh hold. */
export async function holdTime(page: Page, own: OwnPlace): Promise<void> {
  await page.goto(whenPath(own));
  await chooseFirstTime(page);
  await page.waitForURL(/\/gegevens$/);
}

/** The token of the hold or the afspraak that the page is about. */
export function tokenIn(page: Page): string {
  const token = /\/([\w-]{32})(\/|$|\?)/.exec(new URL(page.url()).pathname)?.[1];
  if (!token) throw new Error(`expected a token in ${page.url()}`);
  return token;
}
