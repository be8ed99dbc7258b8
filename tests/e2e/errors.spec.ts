import { answered } from './support/answered.ts';
import { bookByApi, freeTime } from './support/api.ts';
import { confirm, goOn, holdTime, somebody, tellAboutYourself, tokenIn } from './support/booking.ts';
import { countBooked } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';

test('who fills in nothing hears what is missing, and each message leads to its field', async ({
  page,
  own,
}) => {
  await holdTime(page, own);
  const sent = answered(page);
  await goOn(page);
  expect((await sent).status()).toBe(422);
  await expect(page).toHaveTitle(/^Fout: Over jou/);
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('listitem')).toHaveText([
    'Vul je voornaam in.',
    'Kies hoe oud je bent.',
    'Vul je e-mailadres of je telefoonnummer in.',
  ]);
  await expect(page.getByLabel('Je voornaam')).toHaveAccessibleDescription(/Vul je voornaam in\./);

  await summary.getByRole('link', { name: 'Vul je voornaam in.' }).click();
  await expect(page.getByLabel('Je voornaam')).toBeFocused();
  await summary.getByRole('link', { name: 'Kies hoe oud je bent.' }).click();
  await expect(page.getByRole('radio', { name: 'Jonger dan 18' })).toBeFocused();
  await summary.getByRole('link', { name: 'Vul je e-mailadres of je telefoonnummer in.' }).click();
  await expect(page.getByLabel('Je e-mailadres')).toBeFocused();
});

test('what was typed stays when something else is wrong', async ({ page, own }) => {
  await holdTime(page, own);
  await page.getByLabel('Wil je alvast iets vertellen?').fill('<b>Mag mijn zus mee?</b>');
  await page.getByRole('radio', { name: 'Engels' }).check();
  await tellAboutYourself(page, somebody({ name: 'Noa', email: 'noa@', phone: '12' }));
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(page.getByLabel('Je voornaam')).toHaveValue('Noa');
  await expect(page.getByLabel('Je e-mailadres')).toHaveValue('noa@');
  await expect(page.getByLabel('Je telefoonnummer')).toHaveValue('12');
  await expect(page.getByRole('radio', { name: '18 tot en met 22' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Engels' })).toBeChecked();
  await expect(page.getByLabel('Wil je alvast iets vertellen?')).toHaveValue('<b>Mag mijn zus mee?</b>');
});

test('a note is shown as text, whatever is in it', async ({ page, own }) => {
  await holdTime(page, own);
  await page.getByLabel('Wil je alvast iets vertellen?').fill('<img src=x onerror=alert(1)>');
  await tellAboutYourself(page, somebody());
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
});

test('a question without an answer is asked again', async ({ page }) => {
  await page.goto('/afspraak');
  await goOn(page);
  await expect(page).toHaveTitle(/^Fout: Waar wil je over praten/);
  await page.getByRole('alert').getByRole('link', { name: 'Kies waar je over wilt praten.' }).click();
  await expect(page.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('Space');
  await goOn(page);
  await goOn(page);
  await expect(page).toHaveTitle(/^Fout: Hoe wil je praten/);
  await expect(page.getByRole('alert')).toBeFocused();
});

test('who presses the button twice has one afspraak', async ({ page, site, own }) => {
  const me = somebody();
  await holdTime(page, own);
  await tellAboutYourself(page, me);
  await page.getByRole('button', { name: 'Afspraak maken' }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je afspraak staat vast');
  expect(await countBooked(site, me.name)).toBe(1);
});

test('the same form that comes twice at once ends at one afspraak', async ({ page, site, own }) => {
  const me = somebody();
  await holdTime(page, own);
  await tellAboutYourself(page, me);
  const post = () =>
    page.request.post(`/afspraak/${tokenIn(page)}/controle`, {
      form: { action: 'book' },
      headers: { Origin: site.url },
    });
  const answers = await Promise.all([post(), post(), post()]);
  expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200]);
  expect(new Set(answers.map((answer) => answer.url())).size).toBe(1);
  expect(await countBooked(site, me.name)).toBe(1);
});

test('who goes back after booking comes at the afspraak, not at a form', async ({ page, own }) => {
  await holdTime(page, own);
  const details = page.url();
  await tellAboutYourself(page, somebody());
  await confirm(page);
  await page.waitForURL(/\/gemaakt$/);
  await page.goto(details);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je afspraak staat vast');
});

test('a fourth afspraak of the same person is refused, with a way out', async ({ page, site, own }) => {
  const me = somebody();
  const booked = { name: me.name, contact: { email: me.email } };
  for (let index = 0; index < 3; index += 1) await bookByApi(site, await freeTime(site, own), booked);
  await holdTime(page, own);
  await tellAboutYourself(page, { ...me, email: me.email.toUpperCase() });
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await confirm(page);
  expect((await answered).status()).toBe(429);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je hebt al genoeg afspraken');
  await page.getByRole('button', { name: 'Andere tijd kiezen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wanneer kun je?');
  expect(await countBooked(site, me.name)).toBe(3);
});

test.describe('requests that no page of ours sends', () => {
  test.use({ allowedHosts: ['elders.example'] });

  test('a form from another site is refused', async ({ page, site, context, own }) => {
    await holdTime(page, own);
    const target = page.url();
    await context.route('http://elders.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${target}"><button name="action" value="stop">Win!</button></form>`,
      }),
    );
    await page.goto('http://elders.example/');
    const answered = page.waitForResponse((response) => response.url() === target);
    await page.getByRole('button').click();
    expect((await answered).status()).toBe(403);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dit formulier kwam niet van onze site');
    const answer = await page.goto(target);
    expect(answer?.status(), 'the hold still stands').toBe(200);
    expect(new URL(page.url()).origin).toBe(site.url);
  });

  test('a body that is too large is refused, and said so', async ({ page, own }) => {
    await holdTime(page, own);
    const address = page.url();
    await page.getByLabel('Wil je alvast iets vertellen?').fill('a'.repeat(300_000));
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await goOn(page);
    expect((await answered).status()).toBe(413);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dit is te veel tekst');
    expect(page.url()).toBe(address);
  });

  test('what is no form is refused', async ({ page, site }) => {
    const headers = { Origin: site.url };
    const json = await page.request.post('/afspraak', { data: { topic: 'geld' }, headers });
    expect(json.status()).toBe(415);
    const put = await page.request.put('/afspraak', { headers });
    expect(put.status()).toBe(405);
    expect(put.headers().allow).toBe('GET, HEAD, POST');
    const nowhere = await page.request.get('/bestaat/niet');
    expect(nowhere.status()).toBe(404);
  });
});

test('a form with thousands of fields is refused before anybody looks at them', async ({ request, site }) => {
  const form = (fields: number) =>
    request.post('/chat', {
      headers: { Origin: site.url, 'Content-Type': 'application/x-www-form-urlencoded' },
      data: Array.from({ length: fields }, (_, i) => `a${i}=1`).join('&'),
    });
  const many = await form(7000);
  expect(many.status()).toBe(400);
  expect(await many.text()).toContain('Dit formulier kunnen we niet lezen');
  expect((await form(301)).status()).toBe(400);
  expect((await form(300)).status()).toBe(422);
});
