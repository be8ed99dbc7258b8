import type { Page } from '@playwright/test';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { State } from './states.ts';

/** The date, as people type it, on which somebody of this age was born: the birthday was a month or two ago. */
function bornAt(age: number): string {
  const [year = '', month = ''] = addDays(dateInAmsterdam(Date.now()), -50).split('-');
  return `1-${Number(month)}-${Number(year) - age}`;
}

/** Answers the check from its start, each question by the value of a choice, and stops after the last one given. */
async function answer(page: Page, age: number, choices: readonly string[]): Promise<void> {
  await page.goto('/startkwalificatie');
  await page.getByLabel('Wanneer ben je geboren?').fill(bornAt(age));
  const goOn = page.getByRole('button', { name: /^(Verder|Bekijk de uitkomst)$/ });
  await goOn.click();
  for (const choice of choices) {
    await page.locator(`input[type=radio][value="${choice}"]`).check();
    await goOn.click();
  }
}

const result = (heading: string, age: number, choices: readonly string[]): State => ({
  heading,
  open: ({ page }) => answer(page, age, choices),
});

/** The check: a question, an error, and each kind of outcome. */
export const checkStates: Record<string, State> = {
  'check, a date that is none': {
    heading: 'Heb jij een startkwalificatie?',
    open: async ({ page }) => {
      await page.goto('/startkwalificatie');
      await page.getByLabel('Wanneer ben je geboren?').fill('30 februari 2009');
      await page.getByRole('button', { name: 'Verder' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'check, the longest question': result('Welk diploma heb je?', 19, ['ja']),
  'check, to the school': result('Nee, je hebt nog geen startkwalificatie', 17, [
    'ja',
    'geen',
    'mbo',
    'ja',
    'regulier',
    'geen',
  ]),
  'check, yes': result('Ja, je hebt een startkwalificatie', 19, ['ja', 'havo', 'geen', 'werk-of-inkomen']),
  'check, perhaps': result('Misschien heb je een startkwalificatie', 25, [
    'ja',
    'buitenlands',
    'geen',
    'regulier',
  ]),
};
