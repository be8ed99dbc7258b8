import { randomUUID } from 'node:crypto';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { expect } from '../fixtures.ts';
import { at, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

export const portal: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/zoeken/index.astro',
    open: at('/medewerker/zoeken'),
    send: async ({ page }) => {
      await page.getByLabel('Wie of wat zoek je?').fill('Niemand Bekends');
      await press(page, 'Zoeken');
    },
    shows: async (world) => {
      await expect(world.page).toHaveURL(/\/zoeken\?form=[\w-]{22}$/);
      await holds(world, 'Wie of wat zoek je?', 'Niemand Bekends');
    },
  },
  {
    form: 'pages/medewerker/nieuw/index.astro',
    open: at('/medewerker/nieuw'),
    send: async ({ page }) => {
      await page.getByLabel('Voornaam').fill('Noa');
      await page.getByText('E-mail, taal, opmerking en wat nodig is').click();
      await page.getByLabel('E-mailadres').fill('noa@');
      await press(page, 'Boek de afspraak');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await holds(world, 'Voornaam', 'Noa');
      await holds(world, 'E-mailadres', 'noa@');
    },
  },
  {
    form: 'pages/medewerker/instellingen.astro',
    open: at('/medewerker/instellingen'),
    send: async ({ page }) => {
      await page.locator('input[name=link]').fill('geen link');
      // Another form of that page has such a button too.
      await page.locator('form:has(input[name=link])').getByRole('button', { name: 'Opslaan' }).click();
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('input[name=link]')).toHaveValue('geen link');
    },
  },
  {
    form: 'calendars/BusySection.astro',
    open: at('/medewerker/agendas'),
    send: async ({ page }) => {
      await page.locator('input[name=calendarLink]').fill('ftp://agenda.example.nl');
      await press(page, 'Agenda toevoegen');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('input[name=calendarLink]')).toHaveValue('ftp://agenda.example.nl');
    },
  },
  {
    form: 'calendars/ConnectSection.astro',
    open: at('/medewerker/agendas'),
    send: async ({ page }) => {
      await page.locator('input[name=calendarServer]').fill('ftp://agenda.example.nl');
      await page.locator('input[name=calendarUser]').fill('samira');
      await page.locator('input[name=calendarPassword]').fill('geheim');
      await press(page, 'Agenda koppelen');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('input[name=calendarServer]')).toHaveValue('ftp://agenda.example.nl');
      await expect(world.page.locator('input[name=calendarPassword]')).toHaveValue('');
    },
  },
  {
    form: 'inbox/ReplyForm.astro',
    open: at('/medewerker/chat/antwoorden'),
    send: async ({ page }) => {
      await page.locator('[name=shortcut]').fill('twee woorden');
      await page.locator('[name=body]').fill('Dag {naam}');
      await press(page, 'Opslaan');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('[name=shortcut]')).toHaveValue('twee woorden');
      await expect(world.page.locator('[name=body]')).toHaveValue('Dag {naam}');
    },
  },
  {
    form: 'inbox/ReplyList.astro',
    open: async ({ page }) => {
      await page.goto('/medewerker/chat/antwoorden');
      await page.locator('[name=shortcut]').fill(`w${randomUUID().slice(0, 6)}`);
      await page.locator('[name=body]').fill('Tot dan');
      await press(page, 'Opslaan');
    },
    send: ({ page }) => page.locator('button[value=remove]').first().click(),
  },
  {
    form: 'hours/island/Hours.tsx',
    open: at('/medewerker/werktijden'),
    send: async ({ page }) => {
      await page.getByText('Tijden per dag', { exact: true }).click();
      await page.locator('[name="part-0-until"]').fill('08:00');
      await page.locator('button[value=save]').last().click();
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('[name="part-0-until"]')).toHaveValue('08:00');
    },
  },
  {
    form: 'exceptions/ExceptionForm.astro',
    open: at('/medewerker/uitzonderingen?quick=extra'),
    send: async ({ page }) => {
      await page.getByLabel('Vanaf').fill('2020-01-06');
      await page.getByLabel('Van (tijd)').fill('19:00');
      await page.getByLabel('Tot (tijd)').fill('18:00');
      await press(page, 'Opslaan');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await holds(world, 'Van (tijd)', '19:00');
    },
  },
  {
    form: 'exceptions/ExceptionTable.astro',
    open: async ({ page, site, own }) => {
      const date = addDays(dateInAmsterdam(Date.now()), 300);
      await site.sql`
        insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason)
        values (${own.casemanager.id}, 'absence', ${date}, ${date}, 'verlof')`;
      await page.goto('/medewerker/uitzonderingen');
      await site.sql`
        update availability_exceptions set reason = 'training' where casemanager_id = ${own.casemanager.id}`;
    },
    send: async ({ page, site, own }) => {
      await page
        .getByRole('button', { name: /^Verwijderen: / })
        .first()
        .click();
      await page.getByRole('alert').waitFor();
      await site.sql`delete from availability_exceptions where casemanager_id = ${own.casemanager.id}`;
    },
    shows: (world) => title(world, /Fout: /),
  },
];
