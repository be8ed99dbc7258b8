import { openInbox } from './support/chatInbox.ts';
import { chatOnPage } from './support/chatJongere.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import { asYoussef } from './support/street.ts';
import { expectUsable, phone } from './support/usable.ts';

// Who waits, and who is there for chats, is so for every test of this site.
test.beforeEach(
  ({ site }) => site.sql`delete from chat_conversations where status <> 'closed' and kind = 'chat'`,
);
test.afterEach(({ site }) => site.sql`update chat_presence set status = 'away'`);

test('a casemanager proposes a jongerenwerker, the jongere agrees on a phone, and is taken up', async ({
  page,
  browser,
  site,
}) => {
  const name = `Zoë ${Date.now().toString(36)}`;
  const at = await browser.newContext({ baseURL: site.url });
  const street = await browser.newContext({ baseURL: site.url, viewport: phone });
  const inbox = await openInbox(await at.newPage(), site, 'Noor');
  await page.setViewportSize(phone);
  await page.goto('/chat');
  const chat = chatOnPage(page);
  await chat.start({ name });
  await inbox.take(name);

  await test.step('proposed in the chat', async () => {
    const desk = inbox.page;
    await desk.getByRole('button', { name: /^Jongerenwerk/ }).click();
    await desk.getByLabel('Organisatie').selectOption('Jongerenwerk De Brug');
    await desk.getByLabel(/^Wat mogen ze weten/).fill('Zoekt een maatje om mee te sporten');
    await press(desk, `Stel voor aan ${name}`);
    await expect(inbox.log).toContainText('Jongerenwerk De Brug voorgesteld');
    await expect(desk.getByRole('button', { name: 'Trek in' })).toBeVisible();
  });

  await test.step('agreed to by the jongere, who comes back to the chat', async () => {
    await chat.place.getByRole('link', { name: 'Lees en beslis' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Wil je dat Jongerenwerk De Brug je helpt?',
    );
    await expect(page.getByLabel(/Wat Jongerenwerk De Brug mag weten/)).toHaveValue(
      'Zoekt een maatje om mee te sporten',
    );
    await page.getByRole('radio', { name: '18 tot en met 22' }).check();
    await page.getByLabel('Telefoonnummer').fill('06 12345678');
    await press(page, 'Geef het door');
    await expect(page).toHaveTitle(/^Fout: /);
    await page.getByLabel('Ja, ik vind dit goed').check();
    await press(page, 'Geef het door');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Jongerenwerk De Brug neemt contact met je op',
    );
    await expect(inbox.log).toContainText('De jongere zei ja');
    await expect(inbox.page.getByRole('button', { name: 'Trek in' })).toBeHidden();
    await page.getByRole('link', { name: 'Terug naar de chat' }).click();
    await expect(chat.place.getByRole('link', { name: 'Bekijk of stop het' })).toBeVisible();
  });

  await test.step('taken up by a jongerenwerker, who notes that there was contact', async () => {
    const work = await street.newPage();
    await asYoussef({ page: work, site });
    await work.goto(`/jongerenwerk?name=${encodeURIComponent(name)}`);
    await work.getByRole('link', { name }).click();
    await expect(work.getByText('Dat zie je als je dit oppakt.')).toBeVisible();
    await press(work, 'Ik pak dit op');
    await expect(work.getByText('06 12345678')).toBeVisible();
    await expectUsable(work, { thumbs: true });
    await press(work, 'Contact gelegd');
    await expect(work.getByText('Opgeschreven. De casemanager ziet dit ook.')).toBeVisible();
    await inbox.page.reload();
    await expect(inbox.page.getByText('contact gelegd')).toBeVisible();
  });
  await street.close();
  await at.close();
});
