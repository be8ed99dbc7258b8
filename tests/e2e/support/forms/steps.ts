import { bookByApi, freeTime, topic } from '../api.ts';
import {
  chooseFirstTime,
  confirm,
  goOn,
  holdTime,
  somebody,
  tellAboutYourself,
  whenPath,
} from '../booking.ts';
import { withoutHours } from '../database.ts';
import { expect } from '../fixtures.ts';
import { postTime, type World } from '../states.ts';
import { at, heading, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

async function check(world: World) {
  await holdTime(world.page, world.own);
  await tellAboutYourself(world.page, somebody());
}

export const steps: readonly PostedForm[] = [
  {
    form: 'pages/afspraak/index.astro',
    open: at('/afspraak'),
    send: ({ page }) => goOn(page),
    shows: (world) => title(world, /^Fout: Waar wil je over praten/),
  },
  {
    form: 'pages/afspraak/hoe.astro',
    open: at(`/afspraak/hoe?topic=${topic}`),
    send: ({ page }) => goOn(page),
    shows: (world) => title(world, /^Fout: Hoe wil je praten/),
  },
  {
    form: 'booking/picker/SlotPicker.tsx',
    open: ({ page, own }) => page.goto(whenPath(own)),
    send: ({ page }) => chooseFirstTime(page),
  },
  {
    form: 'booking/TakenNotice.astro',
    open: async ({ page, site, own }) => {
      const time = await freeTime(site, own);
      await page.goto(whenPath(own));
      await bookByApi(site, time);
      await postTime(page, time);
    },
    send: ({ page }) => page.locator('form.taken button').first().click(),
    shows: (world) => heading(world, 'Over jou'),
  },
  {
    form: 'booking/PersonForm.astro',
    open: ({ page, own }) => holdTime(page, own),
    send: ({ page }) => tellAboutYourself(page, somebody({ name: 'Noa', email: 'noa@' })),
    shows: async (world) => {
      await title(world, /^Fout: Over jou/);
      await holds(world, 'Je voornaam', 'Noa');
      await holds(world, 'Je e-mailadres', 'noa@');
      await expect(world.page.getByRole('radio', { name: '18 tot en met 22' })).toBeChecked();
    },
  },
  {
    form: 'booking/HoldBack.astro',
    open: ({ page, own }) => holdTime(page, own),
    send: ({ page }) => page.getByRole('button', { name: 'Andere tijd kiezen' }).first().click(),
  },
  {
    form: 'booking/HoldWays.astro',
    open: ({ page, own }) => holdTime(page, own),
    send: ({ page }) => press(page, 'Stoppen'),
  },
  {
    form: 'pages/afspraak/[hold]/controle.astro#2',
    open: check,
    send: async ({ page, site, own }) =>
      withoutHours(site, own, async () => {
        await confirm(page);
        await page.getByRole('alert').waitFor();
      }),
    shows: (world) => heading(world, 'Deze tijd kan niet meer'),
  },
];
