import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { bookByApi, changeByApi, freeTimes, uniqueEmail } from './support/api.ts';
import { timeName } from './support/booking.ts';
import { expect, test } from './support/fixtures.ts';
import { makeQuietPlace } from './support/ownPlace.ts';

test.use({ viewport: { width: 360, height: 740 } });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a jongere waits for an earlier time, gets the one that somebody else gave back, and the afspraak is moved', async ({
    page,
    site,
    own,
  }) => {
    const date = addDays(dateInAmsterdam(Date.now()), 9);
    const place = await makeQuietPlace(site, 'Wijkhuis De Rij', { date, most: 2 });
    const at = { ...own, location: place.location };
    const [first, , , , later] = await freeTimes(site, at);
    if (!first || !later) throw new Error('expected a day of free times');
    const other = await bookByApi(site, first);
    const mine = await bookByApi(site, later);
    expect(await freeTimes(site, at), 'nothing earlier is free').toEqual([]);

    await page.goto(`/mijn-afspraak/${mine.token}`);
    await page.getByRole('link', { name: 'Wacht op een eerdere tijd' }).click();
    await page.getByRole('checkbox', { name: place.name }).check();
    await page.getByRole('button', { name: 'Zet me op de wachtlijst' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je staat op de wachtlijst');
    await changeByApi(site, other.token, null);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Er is een tijd voor je vrij', {
        timeout: 100,
      });
    }).toPass({ timeout: 15_000 });
    await expect(page.getByRole('heading', { name: timeName(first) })).toBeVisible();
    await page.getByRole('button', { name: 'Ja, deze tijd wil ik' }).click();
    await expect(page).toHaveURL(new RegExp(`/mijn-afspraak/${mine.token}`));
    await expect(page.getByText(`van ${timeName(later)} naar ${timeName(first)}`)).toBeVisible();
    await place.close();
  });
});

test('who finds nothing free waits in the list, and leaves it by one tap', async ({ page, own }) => {
  // Made beside it: a place where nothing is ever free.
  expect(own.name).not.toBe('');
  await page.goto('/afspraak/hoe?topic=geld');
  await page.getByRole('radio', { name: /Wijkhuis Altijd Vol/ }).check();
  await page.getByRole('button', { name: 'Verder' }).last().click();
  await page.getByRole('link', { name: /Wacht op een tijd die vrijkomt/ }).click();
  await page.getByLabel('Je voornaam').fill('Robin');
  await page.getByRole('radio', { name: '18 tot en met 22' }).check();
  await page.getByLabel('Je e-mailadres').fill(uniqueEmail());
  await page.getByRole('button', { name: 'Zet me op de wachtlijst' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je staat op de wachtlijst');
  await page.getByRole('button', { name: 'Haal me van de lijst' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je staat niet meer op de wachtlijst');
  await expect(page.getByText('We hebben je gegevens van de lijst gewist.')).toBeVisible();
});
