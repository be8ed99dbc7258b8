import { randomBytes } from 'node:crypto';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { cookieNames, longestSessionMs } from '#server/accounts/rules.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { OwnPlace } from './ownPlace.ts';
import type { Site } from './site.ts';

/** Of a page with a mistake: before its title stands how many wait in the chat, whoever these are. */
export const faultTitle = /^(\(\d+\) )?Fout: /;

/**
 * Signs in without the page to sign in: a session in the database and its cookie in the browser, which spares two
 * pages and the work of a password. Go to a page of the portal right after it. `own` is the fixture, or anybody whose
 * id is known: `{ casemanager: { id } }`. That the form works is proven in casemanager.spec.ts.
 */
export async function signInByCookie(
  context: BrowserContext,
  { sql, url, now: clock }: Site,
  { casemanager }: { casemanager: Pick<OwnPlace['casemanager'], 'id'> },
): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const now = clock();
  const begun = new Date(now).toISOString();
  const ends = new Date(now + longestSessionMs).toISOString();
  await sql`
    insert into sessions (id, user_id, created_at, last_used_at, expires_at)
    values (${hashToken(token)}, ${casemanager.id}, ${begun}, ${begun}, ${ends})`;
  await context.addCookies([
    { name: cookieNames(false).session, value: token, url, httpOnly: true, sameSite: 'Lax' },
  ]);
}

/** An account of the demo, to sign in by cookie: `samira`, `iris`. */
export async function staffOf({ sql }: Site, name: string): Promise<{ casemanager: { id: string } }> {
  const [found] = await sql`select id from staff where email = ${`${name}@example.nl`}`;
  return { casemanager: { id: String(found?.id) } };
}

/**
 * Opens one's own menu, at the foot of the sidebar; on a phone "Meer" opens that. Pressed just as a page takes the place of
 * another, "Meer" is undone by the address of the new page: then it is pressed again.
 */
export async function openOwnMenu(page: Page): Promise<void> {
  const menu = page.locator('.own-menu summary');
  const more = page.getByRole('link', { name: 'Meer', exact: true });
  await expect(async () => {
    if (!(await menu.isVisible())) await more.click();
    await expect(menu).toBeVisible({ timeout: 1000 });
  }).toPass();
  await menu.click();
}

/** What a page has on it once its scripts run. */
export const scriptsRun = (page: Page) => page.locator('[data-fold]:not([hidden])');
