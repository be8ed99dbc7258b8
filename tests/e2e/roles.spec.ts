import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { signInByCookie } from './support/staff.ts';
import { phone } from './support/usable.ts';

// One account of the demo for each role: where its work begins, what it sees of the workplace, and what is not there for it.

const agenda = [
  '/medewerker/week',
  '/medewerker/trajecten',
  '/medewerker/lijsten',
  '/medewerker/lijst',
  '/medewerker/zoeken',
  '/medewerker/nieuw',
];
const beheer = ['/medewerker/beheer', '/medewerker/beheer/mensen'];

const accounts = [
  {
    role: 'casemanager',
    email: 'samira@example.nl',
    begins: 'Vandaag',
    parts: ['Vandaag', 'Agenda', 'Trajecten', 'Lijsten', 'Jaarplan', 'Chat', 'Balie', 'Cijfers'],
    not: [...beheer, '/medewerker/team', '/medewerker/aanmeldingen'],
  },
  {
    role: 'coordinator',
    email: 'carlijn@example.nl',
    begins: 'Vandaag',
    parts: [
      'Vandaag',
      'Agenda',
      'Team',
      'Aanmeldingen',
      'Trajecten',
      'Lijsten',
      'Jaarplan',
      'Balie',
      'Cijfers',
    ],
    not: [...beheer, '/medewerker/instellingen'],
  },
  {
    role: 'beheerder',
    email: 'iris@example.nl',
    begins: 'Beheer',
    parts: ['Jaarplan', 'Cijfers', 'Beheer'],
    not: [...agenda, '/medewerker/werktijden', '/medewerker/instellingen'],
  },
  {
    role: 'jongerenwerker',
    email: 'youssef@example.nl',
    begins: 'Jongeren',
    parts: ['Jongeren'],
    not: [...agenda, ...beheer, '/medewerker/cijfers'],
  },
  {
    role: 'schoolmedewerker',
    email: 'petra@example.nl',
    begins: 'Meldingen',
    parts: ['Meldingen'],
    not: [...agenda, ...beheer, '/medewerker/cijfers', '/medewerker/jaarplan'],
  },
] as const;

const title = (page: Page) => page.getByRole('heading', { level: 1 });

for (const { role, email, begins, parts, not } of accounts) {
  test(`a ${role} begins where their work is, and meets nothing else`, async ({ page, site }) => {
    const [account] = await site.sql`select id from staff where email = ${email}`;
    await signInByCookie(page.context(), site, { casemanager: { id: String(account?.id) } });
    await page.goto('/medewerker');
    await expect(title(page)).toHaveText(begins);
    await page.setViewportSize({ width: 1280, height: 800 });
    const nav = page.getByRole('navigation', { name: 'Onderdelen' }).getByRole('link');
    const names = await nav.evaluateAll((links) => links.map((link) => link.getAttribute('title')));
    expect(names).toEqual(parts);
    for (const path of not) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
    }
    await page.setViewportSize(phone);
    await page.goto('/medewerker/account');
    await expect(title(page)).toHaveText('Account');
  });
}
