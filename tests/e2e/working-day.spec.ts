import type { Page } from '@playwright/test';
import { z } from 'zod';
import { demoAccounts } from '#db/demo/accounts.ts';
import { busChannel, busMessage } from '#server/kernel/bus.ts';
import { moment, planDay } from '../support/casemanagerDay.ts';
import { saidIn, startChat } from './support/chat.ts';
import { test as base, expect } from './support/fixtures.ts';
import { type Site, startSite } from './support/site.ts';
import { openOwnMenu, scriptsRun } from './support/staff.ts';
import { phone } from './support/usable.ts';

// A day of a casemanager from 11:18 on: a talk that ends, a no-show, chats, a walk-in, somebody who calls to move, a
// follow-up, and ill on Monday. Once without a mouse and once with a thumb.

const [samira] = demoAccounts;
/** How far the clocks of the site and of the browser are ahead. */
const ahead = moment - Date.now();

const test = base.extend<object, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed.
    async ({}, use) => {
      const site = await startSite({}, moment);
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
// One after the other: another worker would start a site of its own for the second.
test.describe.configure({ mode: 'default', timeout: 120_000 });

test.beforeEach(async ({ context, site: { sql } }) => {
  await context.addInitScript((by) => {
    const real = Date.now;
    Date.now = () => real() + by;
  }, ahead);
  const [row] = await sql`select id from staff where email = ${samira.email}`;
  const id = z.uuid().parse(row?.id);
  await sql`delete from availability_exceptions where casemanager_id = ${id}`;
  await planDay(sql, id);
  await sql.notify(busChannel, busMessage({ roster: true }, 'another process'));
});

const outcomeOf = async ({ sql }: Site, name: string) => {
  const [row] = await sql`
    select outcome from appointments where name = ${name} and local_date = '2026-12-01'`;
  return row?.outcome ?? null;
};
/** When all that somebody has to come begins. */
const startsOf = async ({ sql }: Site, name: string) => {
  const rows = await sql`
    select starts_at from appointments
    where name = ${name} and status = 'booked' and starts_at > '2026-12-02' order by starts_at`;
  return rows.map(({ starts_at }) => String(starts_at)).join();
};

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const panel = (page: Page) => page.locator('aside[data-panel]');
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
const chatIsOpen = ({ url }: Site) =>
  expect.poll(async () => (await fetch(`${url}/api/v1/chat`)).text()).toContain('"open"');

test.describe('by keyboard', () => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test('a casemanager works a whole day without a mouse', async ({ page, site }) => {
    const { keyboard } = page;
    const press = async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key);
    };
    /** Goes on with Tab until this has the focus. */
    const tabTo = async (name: string | RegExp, role: 'button' | 'link' | 'radio' = 'button') => {
      const target = page.getByRole(role, { name }).first();
      await expect(target).toBeVisible();
      for (let steps = 0; steps < 80; steps++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await press('Tab');
      }
      throw new Error(`expected Tab to come to ${name}`);
    };
    const command = async (words: string, offers: RegExp) => {
      await press('Control+k');
      await expect(page.getByRole('combobox', { name: 'Zoek of doe iets' })).toBeFocused();
      await keyboard.type(words);
      await expect(page.getByRole('option').first()).toContainText(offers);
      await press('Enter');
    };

    await test.step('sign in, and see who is there and who is next', async () => {
      await page.goto('/medewerker');
      await expect(page.getByLabel('E-mailadres')).toBeFocused();
      await keyboard.type(samira.email);
      await press('Tab');
      await keyboard.type(samira.password);
      await press('Enter');
      await expect(title(page)).toHaveText('Vandaag');
      await expect(page.getByRole('region', { name: 'Rachid' })).toContainText('nu bezig');
      await expect(scriptsRun(page)).toBeAttached();
    });

    await test.step('the talk that ends went well', async () => {
      await press('g');
      await expect(said(page, 'Genoteerd: Rachid, geweest')).toBeVisible();
      await expect(page.getByRole('region', { name: 'Fenna' })).toBeVisible();
    });

    await test.step('a no-show, taken back, noted again, with a note and a follow-up', async () => {
      await tabTo(/^Ilse, 09:45/, 'link');
      await press('Enter');
      await expect(panel(page)).toContainText('Ilse');
      await press('x');
      await expect(said(page, 'Genoteerd: Ilse')).toBeVisible();
      await press('Control+z');
      await expect(said(page, 'Ongedaan gemaakt')).toBeVisible();
      expect(await outcomeOf(site, 'Ilse')).toBeNull();
      await press('x');
      await expect(said(page, 'Genoteerd: Ilse')).toBeVisible();
      await press('n');
      await expect(page.getByLabel('Nieuwe notitie')).toBeFocused();
      await keyboard.type('Gebeld, neemt niet op.');
      await press('Control+Enter');
      await expect(panel(page).locator('.feed')).toContainText('Gebeld, neemt niet op.');
      await press('f');
      await tabTo(/^Over \d wek/);
      await press('Enter');
      await expect(said(page, 'Vervolg gepland: Ilse')).toBeVisible();
      expect(await startsOf(site, 'Ilse')).not.toBe('');
      await press('Escape');
      await expect(panel(page)).toHaveCount(0);
      expect(await outcomeOf(site, 'Ilse')).toBe('niet-verschenen');
    });

    await test.step('two chats at once, and who comes next stays in sight', async () => {
      await press('c');
      await expect(title(page)).toHaveText('Chat');
      await page.locator('[name=presence]:checked').focus();
      await press('ArrowRight');
      await expect(page.getByRole('radio', { name: 'Aanwezig' })).toBeChecked();
      await chatIsOpen(site);
      const field = page.getByLabel('Je bericht');
      for (const [index, words] of ['hoi ik ben gestopt', 'kan ik bellen?'].entries()) {
        const chat = await startChat(site, [words]);
        await expect(page.getByRole('button', { name: `Pak op: ${chat.name}` })).toBeVisible();
        await press('p');
        await expect(field.last()).toBeFocused();
        await keyboard.type(`Hoi, ik lees mee ${index}`);
        await press('Enter');
        await expect.poll(() => saidIn(chat)).toContain(`Hoi, ik lees mee ${index}`);
        chat.close();
        await press('Escape');
      }
      await expect(page.getByRole('banner')).toContainText('Fenna');
    });

    await test.step('somebody walks in', async () => {
      await press('a');
      await expect(page.locator('input[name=start]').first()).toBeFocused();
      await press('Enter');
      await expect(page.getByLabel('Voornaam')).toBeFocused();
      await keyboard.type('Mo');
      await tabTo('Jonger dan 18', 'radio');
      await press('ArrowDown');
      await press('Enter');
      await expect(title(page)).toHaveText('De afspraak staat');
    });

    await test.step('somebody calls to move', async () => {
      const before = await startsOf(site, 'Soufiane');
      await command('verzet soufi', /Soufiane/);
      await tabTo('10:00', 'radio');
      await press('Space', 'Enter');
      await expect(said(page, 'Verzet: Soufiane')).toBeVisible();
      expect(await startsOf(site, 'Soufiane')).not.toBe(before);
    });

    await test.step('ill on Monday, up to who is to be told', async () => {
      await command('ziek maandag', /ziek/i);
      await tabTo('Opslaan');
      await press('Enter');
      await expect(title(page)).toHaveText('Afspraken buiten de werktijd');
      await expect(page.getByText('Giovanni').first()).toBeVisible();
    });

    await test.step('sign out', async () => {
      await page.locator('.own-menu summary').focus();
      await press('Enter');
      await tabTo('Uitloggen');
      await press('Enter');
      await expect(said(page, 'Je bent uitgelogd.')).toBeVisible();
    });
  });
});

test.describe('by thumb', () => {
  test.use({ viewport: phone, hasTouch: true, isMobile: true });

  test('a casemanager works a whole day with one thumb', async ({ page, site }) => {
    const tap = (name: string | RegExp, role: 'button' | 'link' | 'radio' = 'button') =>
      page.getByRole(role, { name }).first().tap();
    const dock = page.locator('.dock');

    await test.step('sign in, and see who is there', async () => {
      await page.goto('/medewerker');
      await page.getByLabel('E-mailadres').fill(samira.email);
      await page.getByLabel('Wachtwoord').fill(samira.password);
      await page.getByRole('button', { name: 'Inloggen', exact: true }).tap();
      await expect(title(page)).toHaveText('Vandaag');
      await expect(page.getByRole('region', { name: 'Rachid' })).toContainText('nu bezig');
      await expect(scriptsRun(page)).toBeAttached();
    });

    await test.step('the talk that ends went well', async () => {
      await page.getByRole('region', { name: 'Rachid' }).getByRole('button', { name: 'Geweest' }).tap();
      await expect(said(page, 'Genoteerd: Rachid, geweest')).toBeVisible();
    });

    await test.step('a no-show, taken back and noted again, with a note and a follow-up', async () => {
      await tap(/^Ilse.*: kwam niet$/);
      await expect(said(page, 'Genoteerd: Ilse')).toBeVisible();
      await tap('Maak ongedaan');
      await expect(said(page, 'Ongedaan gemaakt')).toBeVisible();
      expect(await outcomeOf(site, 'Ilse')).toBeNull();
      await tap(/^Ilse, 09:45/, 'link');
      await panel(page).getByRole('button', { name: 'Kwam niet' }).tap();
      await expect(said(page, 'Genoteerd: Ilse')).toBeVisible();
      await panel(page)
        .getByRole('button', { name: /^Over \d wek/ })
        .first()
        .tap();
      await expect(said(page, 'Vervolg gepland: Ilse')).toBeVisible();
      await panel(page).getByLabel('Nieuwe notitie').fill('Gebeld, neemt niet op.');
      await panel(page)
        .getByRole('button', { name: /^Bewaar/ })
        .tap();
      await expect(panel(page).locator('.feed')).toContainText('Gebeld, neemt niet op.');
      await panel(page).getByRole('link', { name: 'Sluit' }).tap();
      expect(await outcomeOf(site, 'Ilse')).toBe('niet-verschenen');
    });

    await test.step('a chat is taken and answered', async () => {
      await dock.getByRole('link', { name: 'Meer' }).tap();
      await tap('Aanwezig', 'radio');
      await chatIsOpen(site);
      await page.goBack();
      await dock.getByRole('link', { name: /^Chat/ }).tap();
      const chat = await startChat(site, ['hoi ik ben gestopt']);
      await tap(`Pak op: ${chat.name}`);
      await page.getByLabel('Je bericht').fill('Hoi, ik lees mee');
      await page.getByRole('button', { name: 'Verstuur' }).tap();
      await expect.poll(() => saidIn(chat)).toContain('Hoi, ik lees mee');
      chat.close();
    });

    await test.step('somebody walks in: three taps and a name', async () => {
      await dock.getByRole('link', { name: 'Vandaag' }).tap();
      await tap('Nieuwe afspraak', 'link');
      await page.getByLabel('Voornaam').fill('Mo');
      await page.getByText('18 tot en met 22').tap();
      await tap('Boek de afspraak');
      await expect(title(page)).toHaveText('De afspraak staat');
    });

    await test.step('somebody calls to move', async () => {
      const before = await startsOf(site, 'Soufiane');
      await dock.getByRole('link', { name: 'Zoek' }).tap();
      await page.getByRole('combobox').fill('verzet soufi');
      await page
        .getByRole('option', { name: /Soufiane/ })
        .first()
        .tap();
      await page.getByText('10:00', { exact: true }).first().tap();
      await tap('Verzetten');
      await expect(said(page, 'Verzet: Soufiane')).toBeVisible();
      expect(await startsOf(site, 'Soufiane')).not.toBe(before);
    });

    await test.step('ill on Monday, up to who is to be told', async () => {
      await dock.getByRole('link', { name: 'Zoek' }).tap();
      await page.getByRole('combobox').fill('ziek maandag');
      await page.getByRole('option', { name: /ziek/i }).first().tap();
      await tap('Opslaan');
      await expect(title(page)).toHaveText('Afspraken buiten de werktijd');
      await expect(page.getByText('Giovanni').first()).toBeVisible();
    });

    await test.step('sign out', async () => {
      await openOwnMenu(page);
      await tap('Uitloggen');
      await expect(said(page, 'Je bent uitgelogd.')).toBeVisible();
    });
  });
});
