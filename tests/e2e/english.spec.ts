import type { Page } from '@playwright/test';
import { wording } from '#ui/wording.ts';
import { bookByApi, type FreeTime, freeTime, twoInOneWeek } from './support/api.ts';
import { somebody, tokenIn, whenPath } from './support/booking.ts';
import { countBooked, letHoldExpire } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';

/** What no English sentence has, and hardly a Dutch one does without. */
const dutch =
  /^(je|jouw|jij|een|het|niet|en|van|voor|naar|uur|om|tot|nog|wij|ons|bij|dat|zijn|kun|fout|gemeente|terug|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|januari|februari|maart|mei|juni|juli|augustus|oktober)$/i;

const say = wording('en');
const timeName = ({ start }: Pick<FreeTime, 'start'>) =>
  `${say.day(Date.parse(start))} at ${say.time(Date.parse(start))}`;

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();

/** The page is English, all of it, and every way on stays so; `title` is its h1. */
async function expectEnglish(page: Page, title: string): Promise<void> {
  await expect(heading(page)).toHaveText(title);
  expect(new URL(page.url()).pathname).toMatch(/^\/en(\/|$)/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const { later, ways } = await page.evaluate(() => {
    const words = [...document.querySelectorAll('[data-minutes], [data-copied]')].flatMap((element) =>
      Object.values(element instanceof HTMLElement ? element.dataset : {}),
    );
    const places = [...document.querySelectorAll('a[href^="/"], form[action]')].filter(
      (element) => !element.matches('[hreflang], [href^="/api/"]'),
    );
    return {
      later: words.join(' '),
      ways: places.map((element) => element.getAttribute('href') ?? element.getAttribute('action') ?? ''),
    };
  });
  const seen = await page.locator('body').ariaSnapshot();
  const text = `${await page.title()} ${seen} ${later}`;
  const words = text.replaceAll(/\S*[@/]\S*/g, '').match(/\p{L}+/gu) ?? [];
  expect(
    words.filter((word) => dutch.test(word)),
    `Dutch on "${title}"`,
  ).toEqual([]);
  expect(
    ways.filter((way) => !/^\/en([/?#]|$)/.test(way)),
    `ways out of English on "${title}"`,
  ).toEqual([]);
}

async function tellAboutYourself(page: Page, { name, email }: { name: string; email: string }) {
  await page.getByLabel('Your first name').fill(name);
  await page.getByRole('radio', { name: '18 to 22' }).check();
  await page.getByLabel('Your e-mail address').fill(email);
  await press(page, 'Continue');
}

test('an English jongere books, moves, cancels and wipes an afspraak', async ({ page, site, own }) => {
  const me = somebody();
  const [, to] = await twoInOneWeek(site, own);
  await page.goto('/en');
  await page.getByRole('link', { name: 'Make an appointment' }).first().click();
  await press(page, 'Continue');
  await expect(page.getByRole('alert')).toContainText('Choose what you want to talk about.');
  await expect(page).toHaveTitle(/^Error: What do you want to talk about\?/);
  await expectEnglish(page, 'What do you want to talk about?');
  await page.getByRole('radio', { name: /^Money and debts/ }).check();
  await press(page, 'Continue');
  await press(page, 'Continue');
  await expect(page.getByRole('alert')).toContainText('Choose how you want to talk.');
  await expectEnglish(page, 'How do you want to talk?');
  await page.getByRole('radio', { name: own.name }).check();
  await press(page, 'Continue');

  await expectEnglish(page, 'When works for you?');
  await expect(page.locator('astro-island[ssr]'), 'the picker runs').toHaveCount(0);
  await page.getByRole('link', { name: 'Next week' }).first().click();
  await expect(page.getByRole('status').last()).toHaveText(
    /^Week of \d+ (\w+ )?to \d+ \w+\. \d+ times free\.$/,
  );
  await page.getByRole('button', { name: 'Choose this time' }).click();
  await expect(page.getByText(/^You have \d+ minutes left\.$/)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'English' })).toBeChecked();
  await press(page, 'Continue');
  await expect(page.getByRole('alert')).toContainText('Enter your first name.');
  await expect(page.getByRole('alert')).toContainText('Enter your e-mail address or your phone number.');
  await expectEnglish(page, 'About you');
  await tellAboutYourself(page, me);
  await expectEnglish(page, 'Is everything right?');
  await press(page, 'Make the appointment');

  await expectEnglish(page, 'Your appointment is booked');
  const calendar = await page.request.get(
    (await page.getByRole('link', { name: 'Put it in my calendar' }).getAttribute('href')) ?? '',
  );
  expect(await calendar.text()).toContain('SUMMARY:Appointment with the municipality');
  const link = await page.getByLabel('Your own link').inputValue();
  expect(link).toBe(`${site.url}/en/mijn-afspraak/${tokenIn(page)}`);
  await page.goto(link);
  await expectEnglish(page, 'Your appointment');

  await page.getByRole('link', { name: 'Move', exact: true }).click();
  await expectEnglish(page, 'Choose a new time');
  await page.goto(`${link}/verzetten?week=${to.start.slice(0, 10)}`);
  await page.getByRole('button', { name: timeName(to) }).click();
  await expect(page.getByRole('status').first()).toContainText('Your appointment has been moved');
  await expect(page.getByText(`You moved the appointment from`)).toContainText(`to ${timeName(to)}.`);
  await expectEnglish(page, 'Your appointment');

  await page.getByRole('link', { name: 'Delete my data' }).click();
  await expectEnglish(page, 'Cancel your appointment first');
  await page.getByRole('link', { name: 'Cancel', exact: true }).click();
  await page.getByLabel(/Why are you cancelling/).fill('a'.repeat(501));
  await press(page, 'Yes, cancel my appointment');
  await expect(page.getByRole('alert')).toContainText('Make your text shorter.');
  await expectEnglish(page, 'Do you want to cancel this appointment?');
  await page.getByLabel(/Why are you cancelling/).fill('I have to work.');
  await press(page, 'Yes, cancel my appointment');
  await expectEnglish(page, 'Your appointment');
  await page.goto(`${link}/verzetten`);
  await expectEnglish(page, 'This appointment cannot be moved any more');
  await page.goto(`${link}/wissen`);
  await expectEnglish(page, 'Do you want to delete your data?');
  await press(page, 'Yes, delete my data');
  await expectEnglish(page, 'We deleted your data');
  expect(await countBooked(site, me.name)).toBe(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an English jongere meets a taken time, a time that is over and other help', async ({
    page,
    site,
    own,
  }) => {
    const time = await freeTime(site, own);
    await page.goto(`/en${whenPath(own)}`);
    await bookByApi(site, time);
    await page.getByRole('button', { name: 'Choose this time' }).click();
    await expect(page.getByRole('alert')).toContainText('Somebody else was just before you.');
    await expectEnglish(page, 'When works for you?');
    await page.getByRole('alert').getByRole('button').first().click();
    await expect(page.getByText(/^Your time is kept until \d\d:\d\d\.$/)).toBeVisible();
    await press(page, 'More time');
    await expect(page.getByText('You got extra time.')).toBeVisible();
    await expectEnglish(page, 'About you');
    await tellAboutYourself(page, somebody());
    await page.getByRole('button', { name: 'Choose another time' }).last().click();
    await page.getByRole('button', { name: 'Choose this time' }).click();
    await letHoldExpire(site, tokenIn(page));
    await tellAboutYourself(page, somebody());
    await expectEnglish(page, 'Your time is over');
    await page.getByRole('link', { name: 'Choose a new time' }).click();
    await page.getByRole('button', { name: 'Choose this time' }).click();
    await page.getByRole('radio', { name: '27 or older' }).check();
    await press(page, 'Continue');
    await expectEnglish(page, 'There is other help for you');
    await page.getByRole('link', { name: 'Make a new appointment' }).click();
    await expectEnglish(page, 'What do you want to talk about?');
  });
});

test('pages that say what is wrong are English below /en; the portal is Dutch only', async ({
  page,
  site,
}) => {
  await page.goto('/en/does/not/exist');
  await expectEnglish(page, 'This page does not exist');
  await page.goto(`/en/afspraak/${'x'.repeat(32)}/gegevens`);
  await expectEnglish(page, 'We do not know this appointment');
  await page.goto(`/en/mijn-afspraak/${'x'.repeat(32)}`);
  await expectEnglish(page, 'This page does not exist');
  await page.goto('/en/afspraak/gestopt');
  await expectEnglish(page, 'You stopped');
  const headers = { Origin: site.url };
  const json = await page.request.post('/en/afspraak', { data: { topic: 'geld' }, headers });
  expect(json.status()).toBe(415);
  expect(await json.text()).toContain('We cannot read this form');
  const foreign = await page.request.post('/en/afspraak', {
    form: {},
    headers: { Origin: 'https://elders.example' },
  });
  expect(await foreign.text()).toContain('This form did not come from our site');

  const portal = await page.request.get('/en/medewerker/week?week=2026-W48', { maxRedirects: 0 });
  expect(portal.status()).toBe(303);
  expect(portal.headers().location).toBe('/medewerker/week?week=2026-W48');
  await page.goto('/en/medewerker');
  await expect(page).toHaveURL(`${site.url}/medewerker/inloggen`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
});
