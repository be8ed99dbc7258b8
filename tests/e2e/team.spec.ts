import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { busChannel, busMessage } from '#server/kernel/bus.ts';
import { bookByApi, uniqueName } from './support/api.ts';
import { timeForTwo, withColleagues } from './support/colleague.ts';
import { expect, test } from './support/fixtures.ts';
import { referWithout } from './support/referral.ts';
import { signInByCookie } from './support/staff.ts';

test.use({ viewport: { width: 1280, height: 800 } });

// What a coordinator does in a browser; who may do what, races and proposals are told by integration/team and unit/team.
test('a coordinator sees what others book, moves it to who is free, calls somebody in sick, and takes each back', async ({
  page,
  site,
  own,
}) => {
  const { id } = own.casemanager;
  await site.sql`update staff set roles = array_append(roles, 'coordinator') where id = ${id}`;
  try {
    await withColleagues(site, own, ['Gijs'], async () => {
      const time = await timeForTwo(site, own);
      const date = time.start.slice(0, 10);
      await signInByCookie(page.context(), site, own);
      await page.goto(`/medewerker/team?week=${isoWeekOf(date)}`);
      const day = page.locator(`[data-item="${id} ${date}"]`);
      const load = day.locator('.board__load');
      const before = Number.parseInt((await load.textContent()) ?? '', 10);

      const { name } = await bookByApi(site, time);
      await site.sql`update appointments set casemanager_id = ${id} where name = ${name}`;
      const whose = async () => {
        const [row] = await site.sql`
          select first_name from appointments join staff on staff.id = casemanager_id where name = ${name}`;
        return row?.first_name;
      };
      // Whichever of the two it was booked with: what others do is seen without a reload.
      await site.sql.notify(busChannel, busMessage({ agenda: [id] }, 'another process'));
      await expect(load).toHaveText(new RegExp(`^${before + 1} van`));

      await day.getByRole('link').click();
      await page.getByLabel(new RegExp(name)).check();
      await page.getByRole('button', { name: "Zoek collega's" }).click();
      const choice = page.getByLabel(new RegExp(name));
      await expect(choice.locator('option:checked')).toHaveText('Naar Gijs Collega');
      await page.getByRole('button', { name: 'Draag over' }).click();
      await expect(page.locator('.team-tell')).toContainText('nu bij Gijs');
      expect(await whose()).toBe('Gijs');
      await page.getByRole('button', { name: /Maak ongedaan/ }).click();
      await expect(page.locator('.toast')).toContainText('Ongedaan gemaakt.');
      expect(await whose()).toBe('Noor');

      await page.getByLabel('Ziek tot en met').fill(date);
      await page.getByRole('button', { name: 'Meld ziek', exact: true }).click();
      await expect(page.locator('.toast')).toContainText('Noor staat op ziek. Overgedragen: ');
      await expect(day).toContainText('Afwezig');
      expect(await whose()).toBe('Gijs');
      await page.getByRole('button', { name: /Maak ongedaan/ }).click();
      await expect(page.locator('.toast')).toContainText('De ziekmelding is teruggenomen.');
      await expect(day).not.toContainText('Afwezig');
      expect(await whose()).toBe('Noor');
    });
  } finally {
    await site.sql`update staff set roles = array_remove(roles, 'coordinator') where id = ${id}`;
    await site.sql`delete from availability_exceptions where casemanager_id = ${id}`;
  }
});

test('a coordinator books for who was referred, and closes another; who comes later is told', async ({
  page,
  site,
}) => {
  const [carlijn] = await site.sql`select id from staff where email = 'carlijn@example.nl'`;
  await signInByCookie(page.context(), site, { casemanager: { id: String(carlijn?.id) } });
  const [one, two] = [uniqueName(), uniqueName()];
  const booked = await referWithout(site, one);
  const closed = await referWithout(site, two);
  await page.goto('/medewerker');
  await page.getByRole('link', { name: /^Bekijk.*wacht.* op een afspraak$/ }).click();
  await page.getByRole('link', { name: one }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(one);

  // Two of them at once: the other one has the page open already.
  const colleague = await page.context().newPage();
  await colleague.goto(`/medewerker/aanmeldingen/${booked}`);
  await page.locator('input[name=start]').last().check();
  await page.getByRole('button', { name: 'Maak deze afspraak' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('De afspraak staat');
  await colleague.locator('input[name=start]').first().check();
  await colleague.getByRole('button', { name: 'Maak deze afspraak' }).click();
  await expect(colleague.getByRole('alert')).toContainText('Deze aanmelding wacht niet meer');

  await page.goto(`/medewerker/aanmeldingen/${closed}`);
  await colleague.goto(`/medewerker/aanmeldingen/${closed}`);
  for (const who of [page, colleague]) {
    await who.getByLabel('We konden de jongere niet bereiken').check();
    await who.getByRole('button', { name: 'Sluit af', exact: true }).click();
    await expect(who).toHaveURL(/aanmeldingen\?done=/);
  }
  await expect(page.getByRole('status')).toContainText('De aanmelding is afgesloten.');
  await expect(colleague.getByRole('alert')).toContainText('Deze aanmelding wacht niet meer');
  await expect(page.getByRole('link', { name: two })).toHaveCount(0);
});
