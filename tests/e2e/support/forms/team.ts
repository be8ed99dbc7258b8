import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { expect } from '../fixtures.ts';
import { referWithout } from '../referral.ts';
import { signInByCookie } from '../staff.ts';
import type { World } from '../states.ts';
import { holds, press } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

/** As the coordinator of the demo, at the next week of Samira. */
const openSamira =
  (page: 'team' | 'team/overdragen') =>
  async ({ page: browser, site }: World) => {
    const people = await site.sql`
      select id, email from staff where email in ('carlijn@example.nl', 'samira@example.nl')`;
    const idOf = (email: string) => String(people.find((one) => one.email === email)?.id);
    await signInByCookie(browser.context(), site, { casemanager: { id: idOf('carlijn@example.nl') } });
    const monday = addDays(mondayOf(dateInAmsterdam(Date.now())), 7);
    const query = `week=${isoWeekOf(monday)}&from=${monday}&days=7&who=${idOf('samira@example.nl')}`;
    // On a phone what is beside a page fills the screen, without its h1.
    await browser.setViewportSize({ width: 1280, height: 800 });
    await browser.goto(`/medewerker/${page}?${query}`);
  };

/** As the coordinator of the demo, at a referral that waits. */
async function openReferral({ page, site }: World) {
  const [carlijn] = await site.sql`select id from staff where email = 'carlijn@example.nl'`;
  await signInByCookie(page.context(), site, { casemanager: { id: String(carlijn?.id) } });
  await page.goto(`/medewerker/aanmeldingen/${await referWithout(site, 'Sam')}`);
}

/** What a coordinator sends; each is refused, so that nothing of the demo changes. */
export const teamForms: readonly PostedForm[] = [
  {
    form: 'team/PersonPanel.astro',
    open: openSamira('team'),
    send: async ({ page }) => {
      await page.getByLabel('Ziek tot en met').fill('gisteren');
      await press(page, 'Meld ziek');
    },
    shows: async (world) => {
      await expect(world.page.locator('#until-error')).toContainText('Kies een dag vanaf vandaag');
      await holds(world, 'Ziek tot en met', 'gisteren');
    },
  },
  {
    form: 'team/Moves.astro',
    open: openSamira('team/overdragen'),
    send: async ({ page }) => {
      for (const choice of await page.locator('.team-moves select').all()) await choice.selectOption('');
      await page.getByLabel('Bericht aan de jongeren').fill('Tot dan.');
      await press(page, 'Draag over');
    },
    shows: async (world) => {
      await expect(world.page.getByRole('alert')).toContainText('Kies bij minstens 1 afspraak');
      await holds(world, /Bericht aan de jongeren/, 'Tot dan.');
    },
  },
  {
    form: 'openReferrals/Book.astro',
    open: openReferral,
    send: async ({ page }) => {
      for (const time of await page.locator('input[name=start]').all())
        await time.evaluate((input) => input.setAttribute('value', 'gisteren'));
      await page.locator('input[name=start]').first().check();
      await press(page, 'Maak deze afspraak');
    },
    shows: async ({ page }) => {
      await expect(page.locator('#start-error')).toContainText('Kies een tijd.');
    },
  },
  {
    form: 'openReferrals/Close.astro',
    open: openReferral,
    send: async ({ page }) => {
      await press(page, 'Sluit af');
    },
    shows: async ({ page }) => {
      await expect(page.locator('#reason-error')).toContainText('Kies waarom je afsluit.');
    },
  },
];
