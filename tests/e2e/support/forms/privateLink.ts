import { bookByApi, changeByApi, freeTime } from '../api.ts';
import { expect } from '../fixtures.ts';
import { referByApi } from '../referral.ts';
import { postTime } from '../states.ts';
import { holds, made, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

export const privateLink: readonly PostedForm[] = [
  {
    form: 'pages/mijn-afspraak/[token]/wachtlijst.astro',
    open: async (world) => world.page.goto(`/mijn-afspraak/${(await made(world)).token}/wachtlijst`),
    send: async ({ page }) => {
      await page.getByRole('checkbox', { name: 'Langskomen' }).uncheck();
      await press(page, 'Zet me op de wachtlijst');
    },
    shows: async (world) => {
      await title(world, /^Fout: Wacht op een eerdere tijd/);
      await expect(world.page.getByRole('checkbox', { name: 'Langskomen' })).not.toBeChecked();
    },
  },
  {
    form: 'booking/picker/SlotPicker.tsx',
    open: async (world) => {
      const { token } = await made(world);
      const to = await freeTime(world.site, world.own, 4);
      await world.page.goto(`/mijn-afspraak/${token}/verzetten?week=${to.start.slice(0, 10)}`);
      await bookByApi(world.site, to);
      await postTime(world.page, to);
    },
    send: () => Promise.resolve(),
    shows: async (world) => {
      await title(world, /^Fout: Kies een nieuwe tijd/);
      await expect(world.page.getByRole('alert')).toBeVisible();
    },
  },
  {
    form: 'pages/mijn-afspraak/[token]/afzeggen.astro',
    open: async (world) => world.page.goto(`/mijn-afspraak/${(await made(world)).token}/afzeggen`),
    send: async ({ page }) => {
      await page.getByLabel(/Waarom zeg je af/).fill('a'.repeat(501));
      await press(page, 'Ja, zeg mijn afspraak af');
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await holds(world, /Waarom zeg je af/, 'a'.repeat(501));
    },
  },
  {
    form: 'pages/mijn-afspraak/[token]/berichten.astro',
    open: async (world) => world.page.goto(`/mijn-afspraak/${(await made(world)).token}/berichten`),
    send: async ({ page }) => {
      await page.getByRole('radio', { name: /leest soms mee/ }).check();
      await press(page, 'Bewaar');
    },
  },
  {
    form: 'pages/mijn-afspraak/[token]/nodig.astro',
    open: async (world) => world.page.goto(`/mijn-afspraak/${(await made(world)).token}/nodig`),
    send: async ({ page }) => {
      await page.getByRole('checkbox', { name: /tolk nodig/ }).check();
      await press(page, 'Bewaar');
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await expect(world.page.getByRole('checkbox', { name: /tolk nodig/ })).toBeChecked();
    },
  },
  {
    form: 'pages/mijn-afspraak/[token]/wissen.astro',
    open: async (world) => {
      const { token } = await made(world);
      await changeByApi(world.site, token, null);
      await world.page.goto(`/mijn-afspraak/${token}/wissen`);
    },
    send: ({ page }) => press(page, 'Ja, wis mijn gegevens'),
  },
  {
    form: 'referral/CorrectPage.astro',
    open: async ({ page, site }) => page.goto(`${await referByApi(site)}/verbeteren`),
    send: async ({ page }) => {
      await page.getByLabel(/Wat de casemanager moet weten/).fill('a'.repeat(501));
      await press(page, 'Bewaar');
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await holds(world, /Wat de casemanager moet weten/, 'a'.repeat(501));
    },
  },
  {
    form: 'pages/uitnodiging/[token]/losmaken.astro',
    open: async ({ page, site }) => page.goto(`${await referByApi(site)}/losmaken`),
    send: ({ page }) => press(page, 'Ja, maak het los'),
  },
];
