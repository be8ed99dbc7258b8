import type { Locator, Page } from '@playwright/test';
import { makeCasemanager } from '../../support/factories.ts';
import { bePresent } from './chat.ts';
import { expect } from './fixtures.ts';
import type { Site } from './site.ts';
import { signInByCookie } from './staff.ts';

/** The inbox of a casemanager, with one conversation open in it. */
export interface ChatInbox {
  page: Page;
  casemanager: string;
  field: Locator;
  log: Locator;
  /** What both wrote, from top to bottom; what is not sent yet stands last. */
  said: Locator;
  row(name: string): Locator;
  take(name: string): Promise<void>;
  say(text: string): Promise<void>;
}

/** Somebody of this name begins to work, and is there for chats. */
export async function openInbox(page: Page, site: Site, firstName: string): Promise<ChatInbox> {
  const casemanager = await makeCasemanager(site.db, [], { firstName });
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInByCookie(page.context(), site, { casemanager: { id: casemanager } });
  await page.goto('/medewerker/chat');
  await bePresent(page, site);
  const field = page.getByLabel('Je bericht');
  return {
    page,
    casemanager,
    field,
    log: page.getByRole('log'),
    said: page.locator('.bubble__text'),
    row: (name) => page.getByRole('navigation', { name: 'Gesprekken' }).getByRole('link', { name }),
    async take(name) {
      await page.getByRole('button', { name: `Pak op: ${name}` }).click();
      await expect(page.getByRole('heading', { name })).toBeVisible();
      await expect(field).toBeFocused();
    },
    async say(text) {
      await field.fill(text);
      await field.press('Enter');
      await expect(field).toHaveValue('');
    },
  };
}
