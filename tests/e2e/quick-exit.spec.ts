import { uniqueName } from './support/api.ts';
import { holdTime } from './support/booking.ts';
import { chatButton, chatInPanel, keptOfChat, sitDown } from './support/chatJongere.ts';
import { expect, test } from './support/fixtures.ts';

const elsewhere = 'https://www.buienradar.nl/';

test.use({ allowedHosts: ['www.buienradar.nl'] });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('"Snel weg" leaves at once, from the middle of a form', async ({ page, own, watch }) => {
      await holdTime(page, own);
      await page.getByLabel('Je voornaam').fill('Sam');
      await page.getByRole('link', { name: 'Snel weg' }).click();
      await page.waitForURL(elsewhere);
      expect(watch.outside).toContain(elsewhere);
    });
  });
}

test('after "Snel weg" the page that was left is not behind the back button', async ({ page }) => {
  await page.goto('/');
  await page.goto('/afspraak');
  await page.getByRole('link', { name: 'Snel weg' }).click();
  await page.waitForURL(elsewhere);
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
});

test('"Snel weg" in one tab leaves in every other tab, and ends the chat in it', async ({
  page,
  context,
  site,
  own,
}) => {
  const desk = await sitDown(site, own);
  await page.goto('/hulp-nu');
  const other = await context.newPage();
  await other.goto('/privacy');
  await chatButton(other).click();
  const name = uniqueName();
  await chatInPanel(other).start({ name });
  await expect(chatInPanel(other).title).toHaveText('Je staat in de wachtrij');

  await page.getByRole('link', { name: 'Snel weg' }).click();
  await Promise.all([page, other].map((tab) => tab.waitForURL(elsewhere)));
  await expect
    .poll(() => site.sql`select status from chat_conversations where first_name = ${name}`)
    .toEqual([{ status: 'closed' }]);
  await other.goto('/privacy');
  expect(await keptOfChat(other)).toEqual([]);
  await desk.leave();
});
