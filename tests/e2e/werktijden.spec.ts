import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { makeCasemanager, makeLocation } from '../support/factories.ts';
import { expect, test } from './support/fixtures.ts';
import { rosterChanged } from './support/ownPlace.ts';
import type { Site } from './support/site.ts';
import { faultTitle, signInByCookie } from './support/staff.ts';
import { expectUsable, phone } from './support/usable.ts';
import { weighHtml } from './support/weighHtml.ts';

const path = '/medewerker/werktijden';
// High enough for all of the week: a mouse reaches no further than the screen.
const computer = { width: 1280, height: 1400 };
const inTwoWeeks = () => addDays(mondayOf(dateInAmsterdam(Date.now())), 14);

/** Somebody who works on Monday from nine to one, with a colleague in a team of their own. */
async function makePeople(site: Site) {
  const name = `Plek ${randomUUID().slice(0, 8)}`;
  const location = await makeLocation(site.db, { name, position: 95 });
  const team = name;
  const monday = { locationId: location, weekdays: [1], untilTime: '13:00', modalities: ['op-locatie'] };
  const id = await makeCasemanager(site.db, [monday], { firstName: 'Mila', team });
  const colleague = await makeCasemanager(site.db, [], { firstName: 'Bo', team });
  await rosterChanged(site, async () =>
    (await (await fetch(`${site.url}/api/v1/locations`)).text()).includes(name),
  );
  return { location, name, id, colleague };
}

const block = (page: Page, index = 0) => page.locator('.hours-block').nth(index);
const field = (page: Page, part: string, label: string) =>
  page.getByRole('group', { name: part, exact: true }).getByLabel(label, { exact: true });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
/** The fields by day are folded until somebody asks for them, or a form comes again. */
const unfold = (page: Page) => page.getByText('Tijden per dag', { exact: true }).click();
const summary = (page: Page) => page.locator('.hours-preview__summary');

test('a week is dragged and typed, what jongeren would see follows, and a new week begins on a date', async ({
  page,
  context,
  site,
}) => {
  await page.setViewportSize(computer);
  const { id } = await makePeople(site);
  await signInByCookie(context, site, { casemanager: { id } });
  const weight = weighHtml(page);
  await page.goto(path);
  await expect(page.locator('.hours--live')).toBeVisible();
  expect(await weight(), 'bytes of HTML after gzip').toBeLessThanOrEqual(17_000);
  await unfold(page);
  await page.getByLabel('Week', { exact: true }).selectOption({ index: 2 });
  await expect(summary(page)).toHaveText(/^\d+ begintijden in deze week\. Dat is evenveel als nu\.$/);

  // Two hours down, one day to the right; then an hour longer; then a new block on Thursday.
  const grid = await page.locator('.hours-grid__week').boundingBox();
  const from = await block(page).boundingBox();
  if (!grid || !from) throw new Error('expected a week and a block in it');
  const hour = grid.height / 12;
  const drag = async (x: number, y: number, toX: number, toY: number) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(toX, toY, { steps: 4 });
    await page.mouse.up();
  };
  const middle = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  await drag(middle.x, middle.y, middle.x + from.width, middle.y + 2 * hour);
  await expect(field(page, 'Dinsdag, deel 1', 'Van')).toHaveValue('11:00');
  await expect(field(page, 'Dinsdag, deel 1', 'Tot')).toHaveValue('15:00');
  const bottom = from.y + from.height + 2 * hour - 3;
  await drag(middle.x + from.width, bottom, middle.x + from.width, bottom + hour);
  await expect(field(page, 'Dinsdag, deel 1', 'Tot')).toHaveValue('16:00');
  await expect(summary(page)).toContainText('Dat is meer dan nu.');
  await drag(middle.x + 3 * from.width, grid.y + 3 * hour + 1, middle.x + 3 * from.width, grid.y + 5 * hour);
  await expect(field(page, 'Donderdag, deel 1', 'Van')).toHaveValue('10:00');
  await expect(field(page, 'Donderdag, deel 1', 'Tot')).toHaveValue('12:00');

  await field(page, 'Donderdag, deel 1', 'Tot').fill('9');
  await field(page, 'Donderdag, deel 1', 'Tot').press('Tab');
  await expect(field(page, 'Donderdag, deel 1', 'Tot')).toHaveValue('09:00');
  await expect(summary(page)).toHaveText('Er klopt nog iets niet:');
  await press(page, 'Opslaan');
  await expect(page).toHaveTitle(faultTitle);
  await page.getByRole('alert').getByRole('link', { name: 'De eindtijd moet later zijn' }).click();
  await expect(field(page, 'Donderdag, deel 1', 'Tot')).toBeFocused();
  await expectUsable(page, { thumbs: true });
  await page.setViewportSize(computer);
  await field(page, 'Donderdag, deel 1', 'Tot').fill('12:30');
  await press(page, 'Opslaan');
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Nu/ })).toContainText('7,5 uur per week');

  await page.getByText('Nieuw rooster', { exact: true }).click();
  await page.getByLabel('Vanaf welke datum?').fill(inTwoWeeks());
  await expect(page.locator('#from-new-read')).toHaveText(/^maandag/);
  await press(page, 'Maak nieuw rooster');
  await expect(page.getByRole('heading', { name: /^Nieuw rooster vanaf/ })).toBeVisible();
  await expect(page.locator('.hours--live')).toBeVisible();
  await unfold(page);
  await page.getByText('Kopieer donderdag').click();
  await page.getByLabel('Naar welke dag?').last().selectOption('Vrijdag');
  await page.getByRole('button', { name: 'Kopieer', exact: true }).last().click();
  await expect(field(page, 'Vrijdag, deel 1', 'Tot')).toHaveValue('12:30');
  await field(page, 'Vrijdag, deel 1', 'Weken').selectOption('Oneven weken');
  await expect(page.locator('.hours-grid')).toHaveCount(2);
  await expect(page.locator('.hours-block')).toHaveCount(5);
  await press(page, 'Opslaan');
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Vanaf/ })).toContainText('even weken 7,5 uur, oneven 10 uur');
  await expect(page.getByRole('link', { name: /^Nu/ })).toContainText('tot en met');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: phone });

  test('every button of the form works, and of two devices the second keeps its text', async ({
    page,
    context,
    site,
  }) => {
    const { id, colleague, name } = await makePeople(site);
    await signInByCookie(context, site, { casemanager: { id } });
    await page.goto(path);
    const other = await context.newPage();
    await other.goto(`${path}?who=${colleague}`);
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Werktijden van Bo');
    await expect(other.getByText('geen werktijden', { exact: true })).toBeVisible();
    expect((await other.goto(`${path}?who=${randomUUID()}`))?.status()).toBe(404);
    await other.goto(path);

    await unfold(page);
    await press(page, 'Tijd toevoegen op maandag');
    await expect(field(page, 'Maandag, deel 2', 'Van')).toHaveValue('13:30');
    await field(page, 'Maandag, deel 2', 'Van').fill('12:00');
    await press(page, 'Opslaan');
    await expect(page.getByRole('alert')).toContainText('Deze tijd valt samen met een andere tijd');
    await expect(field(page, 'Maandag, deel 2', 'Van')).toHaveValue('12:00');
    await field(page, 'Maandag, deel 1', 'Weken').selectOption('Even weken');
    await field(page, 'Maandag, deel 2', 'Weken').selectOption('Oneven weken');
    await page.getByLabel('Week', { exact: true }).selectOption({ index: 2 });
    await press(page, 'Bekijk voorbeeld');
    await expect(summary(page)).toHaveText(/^\d+ begintijden in deze week\./);
    await expect(page.locator('.hours-preview__days')).toContainText(`${name}, op locatie`);
    await press(page, 'Opslaan');
    await expect(page.getByText('Opgeslagen.')).toBeVisible();

    await unfold(other);
    await other.getByText('Kopieer maandag').click();
    await other.getByRole('button', { name: 'Kopieer', exact: true }).click();
    await expect(field(other, 'Vrijdag, deel 1', 'Tot')).toHaveValue('13:00');
    await press(other, 'Verwijder Dinsdag, deel 1');
    await press(other, 'Opslaan');
    const news = other.getByRole('alert');
    await expect(news).toContainText('Deze werktijden zijn net veranderd');
    await expect(news).toContainText('Zo zijn ze nu');
    await expect(news).toContainText(`Maandag 12:00 tot 16:30, ${name} (op locatie), oneven weken`);
    await expect(field(other, 'Vrijdag, deel 1', 'Tot')).toHaveValue('13:00');
    await press(other, 'Opslaan');
    await expect(other.getByText('Opgeslagen.')).toBeVisible();
    await expect(other.getByRole('link', { name: /^Nu/ })).toContainText('16 uur per week');

    await unfold(other);
    await field(other, 'Woensdag, deel 1', 'Weken').selectOption('Even weken');
    await press(other, 'Bekijk voorbeeld');
    await press(other, 'Maak alle weken als de oneven weken');
    await expect(other.getByRole('group', { name: 'Woensdag, deel 1', exact: true })).toHaveCount(0);
    await other.getByLabel('Vanaf', { exact: true }).fill('1-1-2020');
    await press(other, 'Opslaan');
    await expect(other.getByRole('alert')).toContainText('Kies vandaag of een latere datum');
  });
});
