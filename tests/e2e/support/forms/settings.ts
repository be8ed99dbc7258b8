import { expect } from '../fixtures.ts';
import { at, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

/** Settings, colours and logo, as the beheerder has them who is signed in by the forms of people before. */
export const settingsForms: readonly PostedForm[] = [
  {
    form: 'beheer/settings/SettingsForm.astro',
    open: at('/medewerker/beheer/instellingen/boeken'),
    send: async ({ page }) => {
      await page.getByLabel('Zo ver vooruit boeken (dagen)').fill('veel');
      await press(page, 'Bekijk wat er verandert');
    },
    shows: async (world) => {
      await title(world, /^Fout: Boeken/);
      await holds(world, 'Zo ver vooruit boeken (dagen)', 'veel');
    },
  },
  {
    form: 'pages/medewerker/beheer/huisstijl/index.astro',
    open: at('/medewerker/beheer/huisstijl'),
    send: async ({ page }) => {
      await page.getByLabel('Links: Overdag').fill('#ffcc00');
      await press(page, 'Bekijk de kleuren');
    },
    shows: async (world) => {
      await title(world, /^Fout: Huisstijl/);
      await holds(world, 'Links: Overdag', '#ffcc00');
    },
  },
  {
    form: 'beheer/looks/LogoSection.astro#2',
    open: at('/medewerker/beheer/huisstijl'),
    send: ({ page }) => press(page, 'Sturen en bekijken'),
    shows: ({ page }) => expect(page.getByRole('alert')).toContainText('Kies eerst een bestand'),
  },
];
