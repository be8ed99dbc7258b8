import { bookByApi, freeTime } from './support/api.ts';
import {
  chooseFirstTime,
  chooseTopicAndManner,
  confirm,
  goOn,
  somebody,
  tellAboutYourself,
  timeName,
  whenPath,
} from './support/booking.ts';
import { countBooked } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ javaScriptEnabled: false });

test('a jongere books an afspraak at a location', async ({ page, site }) => {
  const me = somebody();
  await chooseTopicAndManner(page, /Jongerenpunt070/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wanneer kun je?');
  const [day = ''] = ((await page.locator('.first-slot__time').textContent()) ?? '').split(' om ');
  await chooseFirstTime(page);
  await expect(page.getByText('Je tijd staat vast tot')).toBeVisible();
  await tellAboutYourself(page, me);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Klopt alles?');
  await expect(page.getByText(me.email)).toBeVisible();
  await confirm(page);

  await expect(page).toHaveURL(/\/mijn-afspraak\/[\w-]{32}\/gemaakt$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je afspraak staat vast');
  await expect(page.getByText(day).first()).toBeVisible();
  await expect(page.getByText('Spuitorenplein 7, Den Haag')).toBeVisible();
  await expect(page.getByText('Neem mee')).toBeVisible();
  await expect(page.getByText(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Zet in mijn agenda' })).toBeVisible();
  const link = await page.getByLabel('Je eigen link').inputValue();
  await page.goto(link);
  await expect(page.getByText('Gaat door')).toBeVisible();
  expect(await countBooked(site, me.name)).toBe(1);
});

test('a jongere who wants to be called must give a number, and reads who calls whom', async ({ page }) => {
  const me = somebody({ phone: '06-21 43 65 87' });
  await chooseTopicAndManner(page, /^Bellen/);
  await chooseFirstTime(page);
  await expect(page.getByText('Je casemanager belt jou.')).toBeVisible();
  await tellAboutYourself(page, { ...me, phone: '' });
  await expect(page.getByRole('alert')).toContainText('Vul je telefoonnummer in.');
  await tellAboutYourself(page, { ...me, email: '', phone: '070 353 54 54' });
  await expect(
    page.getByText('We sturen je geen berichten'),
    'no text message comes on a landline',
  ).toBeVisible();
  await expect(page.getByText('Vul dan je e-mailadres in')).toBeVisible();
  await page.getByRole('link', { name: 'Terug' }).click();
  await tellAboutYourself(page, me);
  await expect(page.getByText('We sturen je geen berichten')).toBeHidden();
  await confirm(page);
  await expect(page.getByText(/belt jou/)).toBeVisible();
  await expect(page.getByText(/belt je op 06 21436587/)).toBeVisible();
});

test('a jongere books a video call and gets the link of the casemanager', async ({ page }) => {
  await chooseTopicAndManner(page, /^Videobellen/);
  await chooseFirstTime(page);
  await tellAboutYourself(page, somebody());
  await confirm(page);
  const link = page.getByRole('link', { name: 'Open het videogesprek' });
  await expect(link).toHaveAttribute('href', /^https:\/\/video\.example\.nl\//);
});

test('a jongere goes to another week and back', async ({ page, own }) => {
  await page.goto(whenPath(own));
  const week = page.locator('#week');
  const first = (await week.textContent()) ?? '';
  await page.getByRole('link', { name: 'Volgende week' }).first().click();
  await expect(week).not.toHaveText(first);
  await page.getByRole('link', { name: 'Vorige week' }).first().click();
  await expect(week).toHaveText(first);
});

test('a jongere who is 27 or older finds other help, and nothing is kept', async ({ page, site }) => {
  const me = somebody({ age: '27 of ouder' });
  await chooseTopicAndManner(page, /Jongerenpunt070/);
  await chooseFirstTime(page);
  await tellAboutYourself(page, me);
  await expect(page).toHaveURL(/\/afspraak\/27-plus$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Voor jou is er andere hulp');
  const rows = await site.sql`select from appointments where name = ${me.name} or email = ${me.email}`;
  expect(rows).toHaveLength(0);
});

test('a jongere under 18 can book and reads what leerplicht does', async ({ page }) => {
  await chooseTopicAndManner(page, /Jongerenpunt070/);
  await chooseFirstTime(page);
  await tellAboutYourself(page, somebody({ age: 'Jonger dan 18' }));
  await expect(page.getByRole('heading', { name: 'Je bent jonger dan 18' })).toBeVisible();
  await expect(page.getByText(/Dat heet leerplicht/)).toBeVisible();
  await confirm(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je afspraak staat vast');
});

test('a jongere whose time was just taken chooses a near one', async ({ page, site, own }) => {
  const time = await freeTime(site, own, 2);
  await page.goto(whenPath(own, time.start.slice(0, 10)));
  await bookByApi(site, time);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: timeName(time) }).click();
  expect((await answered).status()).toBe(409);
  await expect(page).toHaveTitle(/^Fout: /);
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('Deze tijd is net bezet');
  await notice.getByRole('button').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Over jou');
});

test('a jongere changes an answer on the page that asks whether all is right', async ({ page }) => {
  await chooseTopicAndManner(page, /Jongerenpunt070/);
  await chooseFirstTime(page);
  await tellAboutYourself(page, somebody({ name: 'Mees' }));
  await page.getByRole('link', { name: 'Wijzig je naam' }).click();
  await expect(page.getByLabel('Je voornaam')).toHaveValue('Mees');
  await page.getByLabel('Je voornaam').fill('Zoë عمر');
  await goOn(page);
  await expect(page.getByText('Zoë عمر')).toBeVisible();
});
