import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { makeCasemanager } from '../support/factories.ts';
import { makeTraject } from '../support/trajecten.ts';
import { expect, test } from './support/fixtures.ts';
import { signInByCookie } from './support/staff.ts';

test('two trajecten are assigned to a colleague by keyboard, and what they do with one comes up by itself', async ({
  page,
  site,
  somebodyElse,
}) => {
  const team = 'Team Werklijst';
  const roles = ['coordinator' as const];
  const owner = await makeCasemanager(site.db, [], { firstName: 'Carola', team, roles });
  const colleague = await makeCasemanager(site.db, [], { firstName: 'Bram', lastName: 'Kok', team });
  const today = dateInAmsterdam(Date.now());
  for (const [at, firstName] of ['Ada', 'Bas', 'Cor'].entries())
    await makeTraject(site.sql, {
      owner,
      on: addDays(today, at - 1),
      assigned: false,
      firstName,
      lastName: 'Toets',
    });
  await signInByCookie(page.context(), site, { casemanager: { id: owner } });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/medewerker/trajecten');
  await expect(page.getByRole('link', { name: 'Ada Toets', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Wijs toe/ })).toBeHidden();
  for (const key of ['j', 'x', 'j', 'j', 'x']) await page.keyboard.press(key);
  await expect(page.getByText('2 gekozen')).toBeVisible();
  await page.keyboard.press('w');
  await expect(page.getByLabel('Wijs toe aan')).toBeFocused();
  await page.keyboard.type('Bram');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 trajecten toegewezen.')).toBeVisible();
  const rows = await site.sql`select count(*)::int as count from trajecten where owner_id = ${colleague}`;
  expect(rows[0]?.count).toBe(2);
  await expect(page.getByRole('link', { name: 'Bas Toets', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ada Toets', exact: true })).toHaveCount(0);

  // What the colleague does with one of them is there without a reload, also in the view of a key.
  await page.keyboard.press('2');
  await expect(page.getByRole('link', { name: 'Ada Toets', exact: true })).toBeVisible();
  const next = page.getByRole('link', { name: /^Volgende stap voor Ada Toets: Bellen/ });
  await expect(next).toBeVisible();
  const [row] = await site.sql`
    select t.id, t.version from trajecten t join jongeren j on j.id = t.jongere_id
    where t.owner_id = ${colleague} and j.first_name = 'Ada'`;
  const theirs = await somebodyElse();
  await signInByCookie(theirs, site, { casemanager: { id: colleague } });
  const { id, version } = row ?? {};
  await theirs.request.post('/medewerker/trajecten?view=mine', {
    headers: { origin: site.url },
    form: { act: 'next', id: String(id), version: String(version), action: 'visit', on: 'morgen', note: '' },
  });
  await expect(page.getByRole('link', { name: /^Volgende stap voor Ada Toets: Langsgaan/ })).toBeVisible();
});
