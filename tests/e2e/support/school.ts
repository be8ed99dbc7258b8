import type { Page } from '@playwright/test';
import { press } from './forms/acts.ts';
import type { Site } from './site.ts';
import { signInByCookie } from './staff.ts';

/** Signs in the schoolmedewerker of the demo. */
export async function asPetra({ page, site }: { page: Page; site: Site }): Promise<void> {
  const [row] = await site.sql`select id from staff where email = 'petra@example.nl'`;
  await signInByCookie(page.context(), site, { casemanager: { id: String(row?.id) } });
}

/** Fills in a melding about somebody of 16 or so, up to where it can be looked over. */
export async function fillReport(page: Page, lastName = 'Testing'): Promise<void> {
  await page.goto('/school/melden');
  await page.getByLabel('Voornaam').fill('Ymke');
  await page.getByLabel('Achternaam').fill(lastName);
  await page.getByLabel('Geboortedatum').fill('24-3-2010');
  await press(page, 'Verder');
  await page.getByRole('radio', { name: 'Minder verzuim, of een zorg' }).check();
  await press(page, 'Verder');
  await page.getByLabel('Sinds').fill('gisteren');
  await press(page, 'Verder');
  await page.getByRole('radio', { name: 'Ja' }).check();
  await page.getByLabel('Wat vraag je?').fill('Zoek contact');
  await press(page, 'Verder');
  await page.getByRole('radio', { name: 'De leerling en de ouders' }).check();
  await press(page, 'Verder');
  await page.getByRole('button', { name: 'Verstuur de melding' }).waitFor();
}
