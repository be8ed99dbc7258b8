import type { BrowserContext } from '@playwright/test';
import { chatButton, chatInPanel, chatOnPage, sitDown } from './support/chatJongere.ts';
import { expect, test } from './support/fixtures.ts';
import { openLine } from './support/line.ts';
import type { Site } from './support/site.ts';
import { phone } from './support/usable.ts';

// What goes wrong on a telephone, and what the jongere is told of it.

test.beforeEach(
  ({ site }) => site.sql`delete from chat_conversations where status <> 'closed' and kind = 'chat'`,
);
test.afterEach(({ site }) => site.sql`update chat_presence set status = 'away'`);

const textsOf = async ({ sql }: Site, conversation: string) => {
  const rows = await sql<{ body: string }[]>`
    select body from chat_messages where conversation_id = ${conversation} and kind = 'text' order by seq`;
  return rows.map(({ body }) => body);
};

/** A page with the chat open over it, and somebody in it who lost the network just after a first word. */
async function talkAndLose(context: BrowserContext, take: () => Promise<string>) {
  const page = await context.newPage();
  await page.goto('/contact');
  await chatButton(page).click();
  const chat = chatInPanel(page);
  await chat.start();
  const id = await take();
  await chat.say('een');
  await expect(chat.place.getByText(/· Verstuurd$/)).toBeVisible();
  await context.setOffline(true);
  return { page, chat, id };
}

test('in a browser that keeps nothing a chat starts once, works, and says that the page must stay', async ({
  page,
  site,
  own,
}) => {
  const desk = await sitDown(site, own);
  await page.addInitScript(() =>
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('not allowed', 'SecurityError');
      },
    }),
  );
  await page.goto('/chat');
  const chat = chatOnPage(page);
  await chat.start();
  await expect(chat.place.getByText('Je browser bewaart deze chat niet.')).toBeVisible();
  const id = await desk.take();
  await chat.say('een');
  await expect.poll(() => textsOf(site, id)).toEqual(['een']);
  await desk.leave();
});

test('back on a page that the browser kept, what was typed on the next one is there and is sent', async ({
  site,
  own,
  somebodyElse,
}) => {
  const desk = await sitDown(site, own);
  const context = await somebodyElse({ viewport: phone });
  const { page, chat, id } = await talkAndLose(context, desk.take);
  // A browser without a screen keeps no pages: the next one is played, by what it leaves in the tab.
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    const entry = { clientId: crypto.randomUUID(), body: 'twee', at: Date.now(), state: 'waiting' };
    sessionStorage.setItem('doorstart-chat-outbox', JSON.stringify({ entries: [entry] }));
    sessionStorage.setItem('doorstart-chat-draft', 'half');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expect(chat.place.getByText('twee', { exact: true })).toBeVisible();
  await expect(chat.field).toHaveValue('half');
  await chat.say('drie');
  await context.setOffline(false);
  await expect.poll(() => textsOf(site, id)).toEqual(['een', 'twee', 'drie']);
  await desk.leave();
});

test('whose chat was forgotten meanwhile sees what was not sent, and begins a new chat with it', async ({
  site,
  own,
  somebodyElse,
}) => {
  const desk = await sitDown(site, own);
  const context = await somebodyElse({ viewport: phone });
  const { chat, id } = await talkAndLose(context, desk.take);
  await chat.say('twee, een lang verhaal');
  await chat.field.fill('en nog een half');
  await site.sql`delete from chat_conversations where id = ${id}`;
  await context.setOffline(false);
  const note = chat.place.getByRole('status').filter({ hasText: 'Je vorige chat is er niet meer.' });
  await expect(note).toContainText('Dit is nog niet verstuurd.');
  await expect(note).toContainText('twee, een lang verhaal');
  await expect(note).toContainText('en nog een half');
  await chat.start();
  await expect(chat.field).toHaveValue('twee, een lang verhaal\n\nen nog een half');
  await desk.leave();
});

test('whose chat ended by silence while they were offline goes on, and what they typed goes along in order', async ({
  site,
  own,
  somebodyElse,
}) => {
  const desk = await sitDown(site, own);
  const context = await somebodyElse({ viewport: phone });
  const { chat, id } = await talkAndLose(context, desk.take);
  for (const text of ['twee', 'drie']) await chat.say(text);
  await site.sql`
    update chat_conversations set jongere_turn_at = now() - interval '20 minutes', asked_at = now() - interval '10 minutes'
    where id = ${id}`;
  await site.sql`update chat_processes set started_at = now() - interval '1 hour'`;
  const status = async () =>
    (await site.sql`select status from chat_conversations where id = ${id}`)[0]?.status;
  await expect.poll(status, { timeout: 25_000 }).toBe('closed');
  await context.setOffline(false);
  await expect(chat.place.getByText(/· Niet verstuurd$/)).toHaveCount(2);
  await chat.place.getByRole('button', { name: 'Verder praten' }).click();
  await expect(chat.place.getByText(/· Niet verstuurd$/)).toHaveCount(0);
  await chat.say('vier');
  await expect.poll(() => textsOf(site, id)).toEqual(['een', 'twee', 'drie', 'vier']);
  await desk.leave();
});

test('a line that died without a word is replaced as soon as an answer does not come', async ({
  site,
  own,
  somebodyElse,
}) => {
  const desk = await sitDown(site, own);
  const line = await openLine(site);
  const page = await (await somebodyElse({ viewport: phone, proxy: line.proxy })).newPage();
  await page.goto('/chat');
  const chat = chatOnPage(page);
  await chat.start();
  const id = await desk.take();
  await chat.say('een');
  await expect(chat.place.getByText(/· Verstuurd$/)).toBeVisible();
  line.lose('said');
  line.lose('heard');
  await chat.say('twee');
  // The server would be silent for 45 seconds before a browser gives up by itself.
  await expect.poll(() => textsOf(site, id), { timeout: 20_000 }).toEqual(['een', 'twee']);
  await line.close();
  await desk.leave();
});

test('a chat that opens on a slow line says that it is on its way, and asks for the way in at once', async ({
  page,
  site,
  own,
}) => {
  const desk = await sitDown(site, own);
  await page.goto('/contact');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_astro\/chat\.[^/]+\.css$/, async (route) => {
    await held;
    await route.continue();
  });
  const way = page.waitForRequest((request) => new URL(request.url()).pathname === '/chat');
  await chatButton(page).click();
  await expect(chatButton(page)).toHaveAttribute('aria-busy', 'true');
  await way;
  release();
  await expect(page.getByRole('button', { name: 'Start de chat' })).toBeVisible();
  await expect(chatButton(page)).not.toHaveAttribute('aria-busy');
  await desk.leave();
});

test('how much of a text is too long is said, also when it was pasted', async ({ page, site, own }) => {
  const desk = await sitDown(site, own);
  await page.goto('/chat');
  const chat = chatOnPage(page);
  await chat.start();
  await chat.field.fill('x'.repeat(20_000));
  await expect(chat.place.getByRole('status').filter({ hasText: '18000 tekens te veel' })).toHaveCount(1);
  await chat.field.press('Enter');
  await expect(chat.field).toHaveValue(/^x{20000}$/);
  await desk.leave();
});

test('who starts just when nobody is there any more is taken to where that is said', async ({
  page,
  site,
  own,
  watch,
}) => {
  const desk = await sitDown(site, own);
  await page.setViewportSize(phone);
  await page.goto('/contact');
  await chatButton(page).click();
  const { place } = chatInPanel(page);
  await expect(place.getByText('Noor is er nu.')).toBeVisible();
  await desk.leave();
  await place.getByRole('button', { name: 'Start de chat' }).click();
  await expect(place.locator('[data-now]')).toBeFocused();
  await expect(place.getByText('Er is nu niemand in de chat.')).toBeInViewport();
  // Chromium notes every answer that refuses.
  for (const problem of watch.problems.splice(0)) expect(problem).toContain('a status of 409');
});
