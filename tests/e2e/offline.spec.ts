import type { Page } from '@playwright/test';
import { bookByApi, topic } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import { makeQuietPlace } from './support/ownPlace.ts';
import { signInByCookie } from './support/staff.ts';
import { asYoussef } from './support/street.ts';
import { expectUsable } from './support/usable.ts';

// Who brings jongeren where the line drops.

const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true });
/** A try that came before the line stood is followed by the next, 20 seconds later. */
const afterNextTry = { timeout: 30_000 };

const waiting = (page: Page) => page.getByRole('region', { name: 'Nog niet verstuurd, of net' });

/** The list, with all in this browser that is needed without a line. */
async function openReady(page: Page) {
  await page.goto('/jongerenwerk');
  const isReady = () =>
    page.evaluate(async () => {
      const cache = await caches.open('doorstart-jongerenwerk');
      const kept = await cache.match('/jongerenwerk/zonder-verbinding', { ignoreVary: true });
      return kept !== undefined && navigator.serviceWorker.controller !== null;
    });
  await expect.poll(isReady, { message: 'all is kept for without a line' }).toBe(true);
}

async function sayWho(page: Page, name: string, phone: string) {
  await page.getByLabel('Voornaam').fill(name);
  await page.getByLabel('Telefoonnummer').fill(phone);
  await page.getByRole('radio', { name: '18 tot en met 22' }).check();
  await page
    .getByRole('radiogroup', { name: /^Woont de jongere in/ })
    .or(page.getByRole('group', { name: /^Woont de jongere in/ }))
    .getByRole('radio', { name: 'Ja' })
    .check();
  await press(page, 'Verder');
  await expect(step(page, 'Waar gaat het over?')).toBeVisible();
}

/** From the second screen without a line to the last. */
async function goOnOffline(page: Page, name: string) {
  await page.locator(`input[name=topic][value="${topic}"]`).check();
  await page.getByLabel('Wat moet de casemanager weten?').fill('Komt liever in de ochtend');
  await press(page, 'Verder');
  await expect(step(page, 'Wat is er nodig?')).toBeVisible();
  await press(page, 'Verder');
  await expect(step(page, 'Lees samen wat je doorgeeft')).toBeVisible();
  await expect(page.getByText('Komt liever in de ochtend')).toBeVisible();
  await page.getByRole('checkbox', { name: `${name} las dit` }).check();
  await press(page, 'Verder');
  await expect(step(page, 'Kies een tijd')).toBeVisible();
  await expect(page.getByText(/^Deze tijden zijn van \d+ min geleden/)).toBeVisible();
}

test('a line that drops on the way loses nothing: what was typed goes out once when it is back', async ({
  page,
  context,
  site,
}) => {
  await asYoussef({ page, site });
  await openReady(page);
  await page.getByRole('main').getByRole('link', { name: 'Boek samen', exact: true }).click();
  await expect(step(page, 'Wie is het?')).toBeVisible();
  await sayWho(page, 'Melchior', '06 21234567');
  await context.setOffline(true);
  await page.locator(`input[name=topic][value="${topic}"]`).check();
  await press(page, 'Verder');
  // The worker answers in the place of the site, with what was typed.
  await expect(page.getByRole('heading', { level: 1, name: 'Geen verbinding' })).toBeVisible();
  await expect(step(page, 'Waar gaat het over?')).toBeVisible();
  await expectUsable(page, { thumbs: true });
  await page.goBack();
  await page.goto('/jongerenwerk');
  await page.getByRole('link', { name: 'Boek samen', exact: true }).click();
  await expect(step(page, 'Waar gaat het over?')).toBeVisible();
  await goOnOffline(page, 'Melchior');
  await expectUsable(page, { thumbs: true });
  await page.locator('input[name=start]').first().check();
  await press(page, 'Zet klaar om te versturen');
  await expect(waiting(page).getByText('Wacht op verbinding', { exact: true })).toBeVisible();
  await expectUsable(page, { thumbs: true });
  // The session is over meanwhile: it waits, and goes on after signing in.
  const cookies = await context.cookies();
  await context.clearCookies();
  await context.setOffline(false);
  await expect(waiting(page).getByText('Je bent uitgelogd.')).toBeVisible(afterNextTry);
  await context.addCookies(cookies);
  await page.goto('/jongerenwerk');
  await expect(waiting(page).getByText('Verstuurd', { exact: true })).toBeVisible();
  await page.reload();
  await expect(waiting(page).getByText('Verstuurd', { exact: true })).toBeVisible();
  const made = await site.sql`
    select r.told, a.status from referrals r join appointments a on a.referral_id = r.id where r.first_name = 'Melchior'`;
  expect(made).toEqual([{ told: 'Komt liever in de ochtend', status: 'booked' }]);
  await waiting(page).getByRole('link', { name: 'Bekijk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Melchior' })).toBeVisible();
  // The public pages stay without.
  const workerOf = (path: string) =>
    page.evaluate(async (at) => (await navigator.serviceWorker.getRegistration(at))?.scope ?? null, path);
  expect(await workerOf('/')).toBe(null);
  expect(await workerOf('/afspraak')).toBe(null);
  expect(await workerOf('/medewerker')).toBe(null);
  // Who signs out leaves nothing in the browser.
  await page.evaluate(() => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/medewerker/uitloggen' });
    document.body.append(form);
    form.submit();
  });
  await expect(page.getByRole('heading', { level: 1, name: 'Inloggen' })).toBeVisible();
  const left = () =>
    page.evaluate(async () => [
      ...Object.keys(localStorage).filter((key) => key.startsWith('doorstart-concept-')),
      ...(await caches.keys()),
    ]);
  await expect.poll(left).toEqual([]);
  await expect.poll(() => workerOf('/jongerenwerk')).toBe(null);
});

test('another sentence is agreed to anew, a time that was taken is chosen anew, and who signs in next finds nothing', async ({
  page,
  context,
  site,
  own,
}) => {
  const place = await makeQuietPlace(site, 'Wijkhuis Windstil');
  await asYoussef({ page, site });
  await openReady(page);
  await page.goto('/jongerenwerk/nieuw/samen');
  await sayWho(page, 'Caspar', '06 31234567');
  await page.locator(`input[name=topic][value="${topic}"]`).check();
  await press(page, 'Verder');
  await expect(step(page, 'Wat is er nodig?')).toBeVisible();
  await press(page, 'Verder');
  const time = page.locator(`input[name=start][value$=" op-locatie/${place.location}"]`).first();
  /** Agrees, and sends the last screen into nothing. */
  const sendIntoNothing = async () => {
    await expect(step(page, 'Lees samen wat je doorgeeft')).toBeVisible();
    await page.getByRole('checkbox', { name: 'Caspar las dit' }).check();
    await press(page, 'Verder');
    await expect(step(page, 'Kies een tijd')).toBeVisible();
    await time.check();
    const [chosen = ''] = ((await time.getAttribute('value')) ?? '').split(' ');
    await context.setOffline(true);
    await press(page, 'Maak de afspraak');
    await expect(waiting(page).getByText('Wacht op verbinding', { exact: true })).toBeVisible();
    return chosen;
  };
  await sendIntoNothing();
  // The gemeente changes its sentence meanwhile.
  await page.evaluate(() => {
    for (const [key, value] of Object.entries(localStorage))
      if (key.startsWith('doorstart-concept-wacht-'))
        localStorage.setItem(key, value.replace(/"consentVersion":"\w+"/, '"consentVersion":"older"'));
  });
  await context.setOffline(false);
  await expect(waiting(page).getByText('Lees de zin opnieuw', { exact: true })).toBeVisible(afterNextTry);
  await press(page, 'Lees samen');
  await press(page, 'Verder waar je was');
  const start = await sendIntoNothing();
  await bookByApi(site, { start, location: place.location, modality: 'op-locatie' });
  await context.setOffline(false);
  await expect(waiting(page).getByText('Tijd was al weg: kies opnieuw')).toBeVisible(afterNextTry);
  await expectUsable(page, { thumbs: true });
  // Signing out would take it away: that is asked first.
  await page.goto('/jongerenwerk');
  const near = waiting(page).getByRole('list', { name: 'Vrije tijden in de buurt' });
  await expect(near).toBeVisible();
  await page.evaluate(() =>
    document.querySelector<HTMLFormElement>('form[action="/medewerker/uitloggen"]')?.requestSubmit(),
  );
  const asks = page.getByRole('dialog', { name: 'Er is nog één aanmelding niet verstuurd' });
  await asks.getByRole('button', { name: 'Blijf ingelogd' }).click();
  await expect(asks).toBeHidden();
  await near.getByRole('button').first().click();
  await expect(waiting(page).getByText('Verstuurd', { exact: true })).toBeVisible();
  const [made] = await site.sql`
    select a.starts_at = ${start}::timestamptz and a.location_id = ${place.location} as same
    from referrals r join appointments a on a.referral_id = r.id where r.first_name = 'Caspar'`;
  expect(made).toEqual({ same: false });
  // Something is left in this browser, the session ends, and somebody else signs in.
  await page.goto('/jongerenwerk/nieuw/samen');
  await page.getByLabel('Voornaam').fill('Caspar');
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('doorstart-concept-')));
  expect((await kept()).length).toBeGreaterThan(0);
  await context.clearCookies();
  await signInByCookie(context, site, own);
  await page.goto('/medewerker/dag');
  await expect.poll(kept).toEqual([]);
  await place.close();
});
