import { expect } from '../fixtures.ts';
import type { World } from '../states.ts';
import { asYoussef, pathOfReferral } from '../street.ts';
import { holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

const open =
  (below = '') =>
  async (world: World) => {
    await asYoussef(world);
    await world.page.goto((await pathOfReferral(world)) + below);
  };

/** What who brings jongeren sends; each signs in. */
export const streetForms: readonly PostedForm[] = [
  {
    form: 'pages/jongerenwerk/nieuw/[way].astro',
    open: async (world) => {
      await asYoussef(world);
      await world.page.goto('/jongerenwerk/nieuw/samen');
    },
    send: async ({ page }) => {
      await page.getByLabel('Voornaam').fill('Noa');
      await press(page, 'Verder');
    },
    shows: async (world) => {
      await title(world, /^Fout: Boek samen/);
      await holds(world, 'Voornaam', 'Noa');
    },
  },
  {
    form: 'pages/jongerenwerk/[id]/wijzigen.astro',
    open: open('/wijzigen'),
    send: async ({ page }) => {
      await page.getByLabel('Voornaam').fill('Robin');
      await press(page, 'Bewaar');
    },
    shows: async (world) => {
      await title(world, /^Fout: Wijzig/);
      await holds(world, 'Voornaam', 'Robin');
    },
  },
  {
    form: 'street/ReferralActs.astro',
    open: open(),
    send: ({ page }) => press(page, 'Toon de link'),
    shows: ({ page }) => expect(page.getByText('De link is klaar')).toBeVisible(),
  },
  {
    form: 'street/ReferralActs.astro#2',
    open: open(),
    send: async ({ page }) => {
      await page.locator('summary', { hasText: 'Trek dit in' }).click();
      await press(page, 'Trek dit in');
    },
    shows: (world) => title(world, /^Fout: /),
  },
];
