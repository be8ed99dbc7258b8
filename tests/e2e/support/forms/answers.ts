import { goOn } from '../booking.ts';
import { expect } from '../fixtures.ts';
import { fillReferForm } from '../referral.ts';
import { at, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

export const answers: readonly PostedForm[] = [
  {
    form: 'pages/afspraak/wachtlijst.astro',
    open: at('/afspraak/wachtlijst?topic=school&modality=video'),
    send: async ({ page }) => {
      await page.getByLabel('Je voornaam').fill('Sam');
      await press(page, 'Zet me op de wachtlijst');
    },
    shows: async (world) => {
      await title(world, /^Fout: Wacht op een tijd die vrijkomt/);
      await holds(world, 'Je voornaam', 'Sam');
    },
  },
  {
    form: 'check/island/Question.tsx',
    scripted: true,
    open: at('/startkwalificatie'),
    send: async ({ page }) => {
      await page.getByLabel('Wanneer ben je geboren?').fill('30-2-2007');
      await goOn(page);
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await holds(world, 'Wanneer ben je geboren?', '30-2-2007');
    },
  },
  {
    form: 'referForm/FillForm.astro',
    open: at('/verwijzen'),
    send: async ({ page }) => {
      await page.getByLabel('Je naam').fill('Ria');
      await press(page, 'Verder');
    },
    shows: async (world) => {
      await title(world, /^Fout: Meld een jongere aan/);
      await holds(world, 'Je naam', 'Ria');
    },
  },
  {
    form: 'referForm/CheckForm.astro',
    open: ({ page }) => fillReferForm(page),
    send: ({ page }) => press(page, 'Verstuur'),
    shows: (world) => title(world, /^Fout: Lees samen/),
  },
  {
    form: 'check/island/Result.tsx',
    scripted: true,
    open: async ({ page }) => {
      await page.goto('/startkwalificatie');
      await page.getByLabel('Wanneer ben je geboren?').fill('1-2-1990');
      await goOn(page);
      await page.getByRole('radio', { name: /^Hbo/ }).check();
      await page.locator('[data-check] button[type=submit]').first().click();
    },
    send: ({ page }) => press(page, 'Antwoord aanpassen'),
    shows: ({ page }) => expect(page.getByRole('radio', { name: /^Hbo/ })).toBeChecked(),
  },
  {
    form: 'chat/QuestionForm.astro',
    scripted: true,
    open: at('/chat?question=yes'),
    send: async ({ page }) => {
      await page.getByLabel('Je vraag').fill('Kan ik in februari beginnen?');
      await page.getByLabel('Je telefoonnummer').fill('12');
      await press(page, 'Verstuur je vraag');
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await holds(world, 'Je vraag', 'Kan ik in februari beginnen?');
    },
  },
];
