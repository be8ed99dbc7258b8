import { expect } from '../fixtures.ts';
import { openOwnMenu } from '../staff.ts';
import { at, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

/** Who signs in and out; the last of them ends every session. */
export const door: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/inloggen.astro',
    open: at('/medewerker/inloggen'),
    send: async ({ page }) => {
      await page.getByLabel('E-mailadres').fill('niemand@example.nl');
      await page.getByLabel('Wachtwoord').fill('niet-het-wachtwoord');
      await press(page, 'Inloggen');
    },
    shows: async (world) => {
      await title(world, /^Fout: Inloggen/);
      await holds(world, 'E-mailadres', 'niemand@example.nl');
      await holds(world, 'Wachtwoord', '');
    },
  },
  {
    form: 'pages/medewerker/inloggen.astro#2',
    open: at('/medewerker/inloggen'),
    send: ({ page }) => page.getByRole('button', { name: /^Inloggen als Samira/ }).click(),
  },
  {
    form: 'layouts/work/OwnMenu.astro',
    open: at('/medewerker/instellingen'),
    send: async ({ page }) => {
      await openOwnMenu(page);
      await page.getByRole('button', { name: /^Toon alles (ruimer|compacter)$/ }).click();
    },
    // It comes back to the page on which it was pressed.
    shows: ({ page }) => expect(page.locator('.own-menu')).not.toHaveAttribute('open'),
  },
  {
    form: 'layouts/work/OwnMenu.astro#2',
    open: at('/medewerker/instellingen'),
    send: async ({ page }) => {
      await openOwnMenu(page);
      await page.getByRole('button', { name: 'Uitloggen', exact: true }).click();
    },
  },
  {
    form: 'pages/medewerker/instellingen.astro#2',
    open: async ({ page }) => {
      await page.goto('/medewerker/inloggen?back=/medewerker/instellingen');
      await page.getByRole('button', { name: /^Inloggen als Samira/ }).click();
    },
    send: ({ page }) => page.getByRole('button', { name: 'Op alle apparaten uitloggen' }).click(),
  },
];
