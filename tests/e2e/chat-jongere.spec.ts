import { eq } from 'drizzle-orm';
import { settings } from '#db/schema/index.ts';
import { wallMoment } from '#server/walkIn/places.ts';
import { topic, uniqueEmail } from './support/api.ts';
import { axeFindings } from './support/axe.ts';
import { chatButton, chatInPanel, chatOnPage, haveSaid, keptOfChat, sitDown } from './support/chatJongere.ts';
import { expect, test } from './support/fixtures.ts';
import { makeQuietPlace } from './support/ownPlace.ts';
import { expectUsable, phone } from './support/usable.ts';

const computer = { width: 1280, height: 800 };
const elsewhere = 'https://www.buienradar.nl/';

test.use({ allowedHosts: ['www.buienradar.nl'] });
// Who is there for chats is there for every test of this site.
test.afterEach(({ site }) => site.sql`update chat_presence set status = 'away'`);

test('from a panel over any page: start, wait, talk on the next page, and leave in a hurry', async ({
  page,
  site,
  own,
}) => {
  const desk = await sitDown(site, own);
  const chat = chatInPanel(page);
  await page.setViewportSize(computer);
  const loaded: string[] = [];
  page.on('request', (request) => /chat/.test(new URL(request.url()).pathname) && loaded.push(request.url()));
  await page.goto('/hulp-nu', { waitUntil: 'networkidle' });
  expect(loaded, 'nothing is loaded before the chat is opened').toEqual([]);
  expect(await keptOfChat(page), 'nothing is kept before the chat is opened').toEqual([]);

  await test.step('the panel opens and closes by the keyboard, and gives the focus back', async () => {
    await chatButton(page).press('Enter');
    await expect(chat.title).toBeFocused();
    await expect(chat.place.getByText('Noor is er nu.')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(chat.place).toBeHidden();
    await expect(chatButton(page)).toBeFocused();
    await page.keyboard.press('Enter');
  });

  await test.step('somebody starts, hears their place, and writes already', async () => {
    await chat.start({ name: 'Sam' });
    await expect(chat.title).toHaveText('Je staat in de wachtrij');
    await expect(chat.place.getByText('Je bent als eerste aan de beurt.')).toBeVisible();
    await chat.field.fill('Hoi,');
    await chat.field.press('Shift+Enter');
    await chat.field.pressSequentially('ik ben gestopt');
    await chat.field.press('Enter');
    await expect(chat.log.getByText('Hoi, ik ben gestopt')).toBeVisible();
    await expect(chat.place.getByText(/· Verstuurd$/)).toBeVisible();
    await expect(chat.field).toBeFocused();
    expect(await axeFindings(page)).toEqual([]);
  });

  const id = await desk.take();
  await test.step('it is there on the next page; what was said before is not read out again', async () => {
    await page.getByRole('link', { name: 'Contact en plekken' }).first().click();
    await expect(page).toHaveURL(/\/contact$/);
    await expect(chat.title).toHaveText('Je praat met Noor');
    await expect(chat.place.getByText('ik ben gestopt')).toBeVisible();
    await expect(chat.log).toHaveText('');
    await desk.tell(id, 'Kijk op https://www.duo.nl/mbo, en <b>bel</b> me.');
    await expect(chat.log.getByText('<b>bel</b>')).toBeVisible();
    const link = chat.log.getByRole('link', { name: 'https://www.duo.nl/mbo', exact: true });
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    await expect(link).toHaveAttribute('target', '_blank');
    await chat.say('Doe ik');
    await expect(chat.log.getByText('Doe ik')).toHaveCount(1);
    desk.seen(id, 4);
    await expect(chat.place.getByText(/· Gezien$/)).toBeVisible();
    desk.types(id);
    await expect(chat.place.getByText('Noor typt…')).toBeVisible();
  });

  await test.step('words of danger show who to call, before anything is sent', async () => {
    await chat.field.fill('ik verveel me dood');
    await chat.field.fill('ik wil dood');
    const notice = chat.place.getByText('Is er gevaar? Bel meteen');
    await expect(notice).toBeVisible();
    await expect(chat.place.getByRole('link', { name: '0800-0113' })).toHaveAttribute('href', 'tel:08000113');
    await expectUsable(page, { thumbs: true });
    await page.setViewportSize(computer);
    await chat.field.fill('');
    await expect(notice).toBeVisible();
    await chat.place.getByRole('button', { name: 'Sluit deze melding' }).click();
    await expect(notice).toBeHidden();
  });

  await test.step('closed, the button counts what came; the panel stays closed on the next page', async () => {
    await chat.place.getByRole('button', { name: 'Sluit de chat' }).click();
    await page.goto('/hulp-nu');
    await desk.tell(id, 'Ben je er nog?');
    await expect(chatButton(page)).toHaveText(/Chat\s*1/);
    await expect(chat.place).toBeHidden();
    await chatButton(page).click();
    await expect(chat.field).toBeFocused();
    await expect(chatButton(page)).toBeHidden();
  });

  await test.step('on a phone it fills the screen, with the way out in it, which ends the chat', async () => {
    await page.setViewportSize(phone);
    await expect(page.getByRole('main')).toHaveAttribute('inert');
    expect(await chat.place.boundingBox()).toEqual({ x: 0, y: 0, ...phone });
    await chat.field.fill('half een zin');
    await chat.place.getByRole('link', { name: 'Snel weg' }).click();
    await page.waitForURL(elsewhere);
    const status = async () =>
      (await site.sql`select status from chat_conversations where id = ${id}`)[0]?.status;
    await expect.poll(status).toBe('closed');
    await page.goto('/hulp-nu');
    expect(await keptOfChat(page)).toEqual([]);
    await expect(chat.place).toBeHidden();
  });
  await desk.leave();
});

test('on its own page: an offered time is chosen and booked, the chat is ended, rated, taken along and begun anew', async ({
  page,
  site,
  own,
}) => {
  const desk = await sitDown(site, own);
  const quiet = await makeQuietPlace(site, 'Wijkhuis De Stilte');
  const chat = chatOnPage(page);
  await page.setViewportSize(phone);
  await page.goto('/chat');
  await expectUsable(page, { thumbs: true });
  await page.setViewportSize(phone);
  await chat.start({ name: 'Noa' });
  const id = await desk.take();
  await test.step('a press on the words of the menu does what they say, and the menu stays', async () => {
    await chat.place.getByLabel('Meer').click();
    for (const isOn of [true, false]) {
      await chat.place.getByText('Geluid bij een nieuw bericht').click();
      await expect(chat.place.getByRole('checkbox')).toBeChecked({ checked: isOn });
    }
    await chat.place.getByLabel('Meer').click();
  });
  await chat.say('x'.repeat(1900));
  await chat.field.fill('é'.repeat(2001));
  await expect(chat.place.getByText('1 tekens te veel').first()).toBeVisible();
  await chat.field.press('Enter');
  await expect(chat.field).toHaveValue(/^é{2001}$/);
  await chat.field.fill('Nog niet verstuurd');
  await test.step('Enter that confirms a word of an input method sends nothing', async () => {
    // As browsers tell of it, and as Safari does: by the code alone.
    for (const how of [{ isComposing: true }, { keyCode: 229 }])
      await chat.field.dispatchEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how });
    await expect(chat.field).toHaveValue('Nog niet verstuurd');
  });
  await haveSaid(site, id, 60);
  await page.reload();
  await test.step('a refresh keeps what is half written; earlier words come when asked for', async () => {
    await expect(chat.field).toHaveValue('Nog niet verstuurd');
    await expect(chat.place.getByText('Regel 60')).toBeInViewport();
    await expect(chat.place.getByText('x'.repeat(1900))).toHaveCount(0);
    await chat.place.getByRole('button', { name: 'Eerdere berichten laden' }).click();
    await expect(chat.place.getByText('x'.repeat(1900))).toHaveCount(1);
    await expect(chat.place.getByRole('button', { name: 'Eerdere berichten laden' })).toHaveCount(0);
    await expect(chat.log).toHaveText('');
  });

  const card = chat.log.getByRole('listitem').filter({ hasText: 'Noor stelt een afspraak voor' });
  await test.step('a card shows free times; what is not filled in is said beside the fields', async () => {
    await desk.offer(id, topic);
    await card.getByRole('combobox').selectOption({ label: `Langskomen bij ${quiet.name}` });
    await card.getByRole('button', { name: 'Meer tijden' }).click();
    await card.getByRole('list').getByRole('button').last().click();
    await expect(card.getByLabel('Je voornaam')).toHaveValue('Noa');
    await card.getByRole('button', { name: 'Afspraak maken' }).click();
    await expect(card.getByRole('alert').filter({ hasText: 'Er zijn 2 dingen' })).toBeFocused();
    await card.getByRole('link', { name: 'Vul je e-mailadres' }).click();
    await expect(card.getByLabel('Je e-mailadres')).toBeFocused();
    await page.keyboard.type('geen adres');
    await card.getByRole('radio', { name: '18 tot en met 22' }).check();
    await card.getByRole('button', { name: 'Afspraak maken' }).click();
    await expect(card.getByText('Vul een e-mailadres in zoals naam@voorbeeld.nl.').last()).toBeVisible();
    await expectUsable(page, { thumbs: true });
    await page.setViewportSize(phone);
  });

  await test.step('the afspraak is made without leaving the chat', async () => {
    const email = uniqueEmail();
    await card.getByLabel('Je e-mailadres').fill(email);
    await card.getByRole('button', { name: 'Afspraak maken' }).click();
    await expect(page.getByRole('heading', { name: 'Je afspraak staat vast' })).toBeFocused();
    await expect(card.getByText('Je hebt een tijd gekozen.')).toBeVisible();
    const [booked] =
      await site.sql`select name, email from appointments where email = ${email} and status = 'booked'`;
    expect(booked).toMatchObject({ name: 'Noa' });
    const link = chat.log.getByRole('link', { name: 'Bekijk je afspraak' });
    expect((await page.request.get((await link.getAttribute('href')) ?? '')).status()).toBe(200);
    const calendar = chat.log.getByRole('link', { name: 'Zet in mijn agenda' });
    const file = await page.request.get((await calendar.getAttribute('href')) ?? '');
    expect(file.headers()['content-type']).toContain('text/calendar');
  });

  await test.step('after the end it can be rated and taken along, and a new one begun', async () => {
    await chat.field.fill('');
    await chat.end();
    await chat.place.getByText('Goed', { exact: true }).click();
    await expectUsable(page, { thumbs: true });
    await chat.place.getByLabel('Wil je er iets bij zeggen?').fill('Fijn gesprek');
    await chat.place.getByRole('button', { name: 'Verstuur je mening' }).click();
    await expect(chat.place.getByText('Dank je wel voor je mening.')).toBeVisible();
    const [row] = await site.sql`select rating, rating_line from chat_conversations where id = ${id}`;
    expect(row).toMatchObject({ rating: 3, rating_line: 'Fijn gesprek' });
    const download = page.waitForEvent('download');
    await chat.place.getByRole('button', { name: 'Bewaar de tekst' }).last().click();
    expect((await download).suggestedFilename()).toBe('gesprek.txt');
    await chat.place.getByRole('button', { name: 'Nieuwe chat' }).click();
    await expect(chat.place.getByRole('button', { name: 'Start de chat' })).toBeVisible();
    expect(await keptOfChat(page)).toEqual([]);
  });
  await quiet.close();
  await desk.leave();
});

test('a page that the browser keeps to go back to holds nothing of what was said', async ({
  page,
  site,
  own,
}) => {
  const desk = await sitDown(site, own);
  const chat = chatInPanel(page);
  // Playwright switches that cache of Chromium off: the page hears what it would hear.
  const hears = (type: 'pagehide' | 'pageshow') =>
    page.evaluate((name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true })), type);
  await page.goto('/contact');
  await chatButton(page).click();
  await chat.start();
  await desk.take();
  await chat.say('Niet voor thuis');
  await expect(chat.place.getByText(/· (Verstuurd|Aangekomen)$/)).toBeVisible();
  await hears('pagehide');
  await expect(page.locator('.chat-panel')).toHaveText('');
  await hears('pageshow');
  await expect(chat.place.getByText('Niet voor thuis')).toBeVisible();
  await expect(chat.title).toHaveText(/^Je praat met/);
  await test.step('what another page of this tab wiped does not come back', async () => {
    await hears('pagehide');
    await page.evaluate(() => sessionStorage.clear());
    await hears('pageshow');
    await expect(chat.place).toBeHidden();
    await expect(chatButton(page)).toBeVisible();
    await expect(page.locator('.chat-panel')).not.toContainText('Niet voor thuis');
    expect(await keptOfChat(page)).toEqual([]);
  });
  await desk.leave();
});

test('nobody is there: a question is left from the panel, with what was wrong said, and the chat stays open for an answer', async ({
  page,
  site,
  watch,
}) => {
  await site.sql`update chat_presence set status = 'away'`;
  await page.goto('/en/contact');
  await chatButton(page).click();
  const panel = page.getByRole('dialog');
  await expect(panel.getByText('There is nobody in the chat now.')).toBeVisible();
  await panel.getByLabel('Your question').fill('i want to die');
  await expect(panel.getByText('Is there danger? Call right away')).toBeVisible();
  await panel.getByRole('button', { name: 'Send your question' }).click();
  await expect(panel.getByRole('alert').filter({ hasText: 'One thing' })).toBeFocused();
  await expect(panel.getByLabel('Your question')).toHaveValue('i want to die');
  // Chromium notes every answer that says what is wrong.
  for (const problem of watch.problems.splice(0)) expect(problem).toMatch(/a status of 4(00|22)/);
  await expectUsable(page, { thumbs: true });
  const email = uniqueEmail();
  await panel.getByLabel('Your e-mail address').fill(email);
  await panel.getByRole('button', { name: 'Send your question' }).click();
  await expect(panel.getByText('Then a casemanager can still answer you in the chat.')).toBeVisible();
  await expect(panel.getByText('i want to die')).toBeVisible();
  const [row] = await site.sql`select kind, language, danger from chat_conversations where email = ${email}`;
  expect(row).toMatchObject({ kind: 'question', language: 'en', danger: true });
  await expectUsable(page, { thumbs: true });
  await site.sql`delete from chat_conversations where email = ${email}`;
  await page.reload();
  await expect(panel.getByText('Your earlier chat is no longer there.')).toBeVisible();
});

test('outside its hours the page says when it opens, and takes a question without JavaScript', async ({
  page,
  site,
  somebodyElse,
}) => {
  const [row] = await site.db.select().from(settings);
  const values = { ...Object(row?.values) };
  const change = (next: Record<string, unknown>) =>
    site.db
      .update(settings)
      .set({ values: next })
      .where(eq(settings.id, row?.id ?? 1));
  // Open for a minute, on another day than this one.
  const { weekday } = wallMoment(Date.now() + 3 * 86_400_000);
  const hours = [{ weekdays: [weekday], from: '03:00', until: '03:01' }];
  await change({ ...values, chat: { opensOn: '2020-01-01', hours } });
  try {
    const text = async () => (await page.request.get('/chat')).text();
    await expect.poll(text).toMatch(/De chat is nu dicht\. De chat gaat .+ om 03:00 uur open\./);
    await page.goto('/chat');
    await expectUsable(page, { thumbs: true });

    const plain = await (await somebodyElse({ javaScriptEnabled: false })).newPage();
    await plain.goto('/');
    await chatButton(plain).click();
    await expect(plain).toHaveURL('/chat');
    const send = plain.getByRole('button', { name: 'Verstuur je vraag' });
    await plain.getByLabel('Je vraag').fill('Kan ik in februari beginnen?');
    await plain.getByLabel('Je telefoonnummer').fill('12');
    const refused = plain.waitForResponse((one) => one.request().method() === 'POST');
    await send.click();
    expect((await refused).status()).toBe(422);
    await expect(plain).toHaveTitle(/^Fout: /);
    await expect(plain.getByRole('alert').getByRole('link')).toHaveText(/^Vul een telefoonnummer in/);
    await expect(plain.getByLabel('Je vraag')).toHaveValue('Kan ik in februari beginnen?');
    const email = uniqueEmail();
    await plain.getByLabel('Je telefoonnummer').fill('');
    await plain.getByLabel('Je e-mailadres').fill(email);
    await send.click();
    await expect(plain.getByRole('heading', { name: 'Je vraag is verstuurd' })).toBeVisible();
    await expect(plain).toHaveURL(/\?done=question$/);
    const rows = await site.sql`select kind from chat_conversations where email = ${email}`;
    expect(rows).toHaveLength(1);
    await page.goto('/chat?done=question');
    await expectUsable(page, { thumbs: true });
  } finally {
    await change(values);
  }
});
