import { expect } from '../fixtures.ts';
import { makeReported } from '../traject.ts';
import { press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

export const trajectForms: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/trajecten/[id]/gegevens.astro',
    open: async ({ page, site, own }) => {
      await page.goto(`/medewerker/trajecten/${await makeReported(site, own.casemanager.id)}/gegevens`);
    },
    send: async ({ page }) => {
      await page.locator('[name=firstName]').fill('J');
      await page.locator('[name=residence]').fill('Delft');
      await press(page, 'Bewaar de gegevens');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('[name=residence]')).toHaveValue('Delft');
    },
  },
  {
    form: 'traject/NoteForms.astro#2',
    open: async ({ page, site, own }) => {
      await page.goto(`/medewerker/trajecten/${await makeReported(site, own.casemanager.id)}`);
    },
    send: async ({ page }) => {
      await page.getByText('Schrijf een verslag').click();
      await page.locator('[name=reasons]').fill('Ruzie thuis');
      await press(page, 'Bewaar het verslag');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('[name=reasons]')).toHaveValue('Ruzie thuis');
    },
  },
];
