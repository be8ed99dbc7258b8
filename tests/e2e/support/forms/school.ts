import { asPetra } from '../school.ts';
import { holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

/** What a school sends; each signs in. */
export const schoolForms: readonly PostedForm[] = [
  {
    form: 'pages/school/melden.astro',
    open: async (world) => {
      await asPetra(world);
      await world.page.goto('/school/melden');
    },
    send: async ({ page }) => {
      await page.getByLabel('Voornaam').fill('Noa');
      await press(page, 'Verder');
    },
    shows: async (world) => {
      await title(world, /^Fout: Meld een leerling/);
      await holds(world, 'Voornaam', 'Noa');
    },
  },
];
