import type { Page } from '@playwright/test';
import { organisations } from '#db/schema/index.ts';
import type { OwnPlace } from './ownPlace.ts';
import type { Site } from './site.ts';
import { signInByCookie } from './staff.ts';

/** A school of its own, with a name that no other test gives. */
export async function makeSchool({ db }: Site, name: string): Promise<string> {
  await db.insert(organisations).values({ name, kind: 'school' });
  return name;
}

/** Pupils of 16, whichever year it is. */
const born = new Date().getFullYear() - 17;
export function listOfPupils(name: string): string {
  // A digit in a name makes a row wrong.
  const lastName = name.replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
  return [
    'leerlingnummer;voornaam;tussenvoegsel;achternaam;geboortedatum',
    `1;Anna;de;${lastName};14-3-${born}`,
    `2;Bilal;;${lastName}-Abdelrahman-van-den-Heuvel;31-2-${born}`,
    `3;Cem;;Ander${lastName};1-2-${born}`,
  ].join('\n');
}

/** Reads a list in by its form, as a casemanager; the page of the list is there then. */
export async function readListIn(
  { page, site, own }: { page: Page; site: Site; own: OwnPlace },
  { school, text }: { school: string; text: string },
): Promise<void> {
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker/lijsten/inlezen');
  await page.getByLabel('Wat voor lijst is het?').selectOption('Niet verschenen op het mbo');
  await page.getByLabel('Van wie is de lijst?').selectOption(school);
  const file = { name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel('Bestand').setInputFiles(file);
  await page.getByRole('button', { name: 'Lees in' }).click();
}
