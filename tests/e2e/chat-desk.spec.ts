import { randomUUID } from 'node:crypto';
import { makeCasemanager } from '../support/factories.ts';
import { startChat } from './support/chat.ts';
import { openInbox } from './support/chatInbox.ts';
import { haveSaid } from './support/chatJongere.ts';
import { insertBegunToday } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import type { Site } from './support/site.ts';
import { openOwnMenu, signInByCookie } from './support/staff.ts';
import { phone } from './support/usable.ts';

// What a casemanager meets in the room of the chat when something is long, late or lost.

const computer = { width: 1280, height: 800 };

// Who waits, and who is there for chats, is so for every test of this site.
const nobodyChats = ({ sql }: Site) =>
  sql`delete from chat_conversations where status <> 'closed' and kind = 'chat'`;
test.beforeEach(({ site }) => nobodyChats(site));
test.afterEach(async ({ site }) => {
  await nobodyChats(site);
  await site.sql`update chat_presence set status = 'away'`;
});

interface Standing {
  /** Whose it is; it waits when it is nobody's. */
  of?: string;
  name?: string;
}

/** A conversation as it stands in the table. Gives its id. */
async function stands({ sql }: Site, { of, name }: Standing): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into chat_conversations (id, kind, status, language, first_name, topic_id, casemanager_id, started_at,
      waiting_since, taken_at, jongere_gone_at, visitor_key)
    values (${id}, 'chat', ${of ? 'active' : 'waiting'}, 'nl', ${name ?? null}, 'school', ${of ?? null}, now(), now(),
      ${of ? new Date().toISOString() : null}, now(), ${id})`;
  return id;
}
const open = (conversation: string) => `/medewerker/chat?conversation=${conversation}`;

test('a draft and a note survive a session that ends: signed in again in this tab, they are there', async ({
  page,
  context,
  site,
  own,
}) => {
  const conversation = await stands(site, { of: own.casemanager.id, name: 'Sam' });
  await page.setViewportSize(computer);
  await signInByCookie(context, site, own);
  // Asked for afterwards, it is refused, and the browser says so.
  const live = page.waitForResponse((response) => response.url().endsWith('/live/agenda'));
  await page.goto(open(conversation));
  await live;
  await page.getByLabel('Je bericht').fill('Ik zoek het voor je op,');
  await page.getByLabel('Nieuwe notitie').fill('Woont bij oma');
  await site.sql`delete from sessions where user_id = ${own.casemanager.id}`;
  // The connection ends with the session, and the page asks at once who this is.
  await expect(page).toHaveURL(/\/medewerker\/inloggen\?back=/);
  await page.getByLabel('E-mailadres').fill(own.casemanager.email);
  await page.getByLabel('Wachtwoord').fill(own.casemanager.password);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await expect(page).toHaveURL(open(conversation));
  await expect(page.getByLabel('Je bericht')).toHaveValue('Ik zoek het voor je op,');
  await expect(page.getByLabel('Nieuwe notitie')).toHaveValue('Woont bij oma');

  await test.step('what was sent is no draft any more, and a colleague in this tab finds none', async () => {
    await page.getByLabel('Je bericht').press('Enter');
    await expect(page.getByRole('log')).toContainText('Ik zoek het voor je op,');
    const kim = await makeCasemanager(site.db, [], { firstName: 'Kim' });
    await site.sql`update chat_conversations set casemanager_id = ${kim} where id = ${conversation}`;
    await context.clearCookies();
    await signInByCookie(context, site, { casemanager: { id: kim } });
    await page.goto(open(conversation));
    await expect(page.getByLabel('Je bericht')).toHaveValue('');
    await expect(page.getByLabel('Nieuwe notitie')).toHaveValue('');
  });
});

test('whoever signs out leaves no draft behind, in any tab', async ({ page, context, site, own }) => {
  const conversation = await stands(site, { of: own.casemanager.id, name: 'Sam' });
  await signInByCookie(context, site, own);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.setViewportSize(computer);
    await tab.goto(open(conversation));
    await tab.getByLabel('Je bericht').fill('Ik zoek het voor je op,');
  }
  const answered = page.waitForResponse((response) => response.url().endsWith('/medewerker/uitloggen'));
  await openOwnMenu(page);
  await page.getByRole('button', { name: 'Uitloggen', exact: true }).click();
  expect(await (await answered).headerValue('clear-site-data')).toBe('"cache"');
  await expect(page.getByText('Je bent uitgelogd.')).toBeVisible();
  await expect(other).toHaveURL(/\/medewerker\/inloggen/);
  const drafts = () =>
    Object.keys(sessionStorage).filter((key) => /^doorstart-(concept|inbox)-/.test(key)).length;
  for (const tab of [page, other]) await expect.poll(() => tab.evaluate(drafts)).toBe(0);
});

test('Enter that confirms a word of an input method sends nothing, the next one does', async ({
  page,
  context,
  site,
  own,
}) => {
  const conversation = await stands(site, { of: own.casemanager.id, name: 'Sam' });
  await page.setViewportSize(computer);
  await signInByCookie(context, site, own);
  await page.goto(open(conversation));
  const field = page.getByLabel('Je bericht');
  await field.fill('日本');
  // As browsers tell of it, and as Safari does: by the code alone.
  for (const how of [{ isComposing: true }, { keyCode: 229 }])
    await field.dispatchEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how });
  await expect(field).toHaveValue('日本');
  await field.press('Enter');
  await expect(page.getByRole('log').getByText('日本', { exact: true })).toHaveCount(1);
  await expect(field).toHaveValue('');
});

test('the longest name takes two lines at most, and nothing is wider than the page', async ({
  page,
  site,
}) => {
  const long = `Anna${'-Wilhelmina'.repeat(7)}`.slice(0, 80);
  const whole = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 80);
  const noor = await openInbox(page, site, 'Noor');
  await makeCasemanager(site.db, [], { firstName: whole });
  for (const name of [long, whole]) {
    await stands(site, { name });
    const conversation = await stands(site, { of: noor.casemanager, name });
    for (const viewport of [phone, computer]) {
      await page.setViewportSize(viewport);
      await page.goto(open(conversation));
      await expect(page.getByLabel('Je bericht')).toBeVisible();
      const head = page.getByRole('heading', { name });
      await expect(head).toHaveAttribute('title', name);
      const lines = await head.evaluate(
        (element) => element.clientHeight / Number.parseFloat(getComputedStyle(element).lineHeight),
      );
      expect(Math.round(lines)).toBeLessThanOrEqual(2);
      await page.getByRole('button', { name: 'Draag over' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `width of the page at ${viewport.width}`).toBeLessThanOrEqual(viewport.width);
      await page.keyboard.press('Escape');
    }
  }
});

test('whoever goes through the conversations by the keyboard is in each, and finds what they typed before', async ({
  page,
  site,
}) => {
  const noor = await openInbox(page, site, 'Noor');
  const own = await stands(site, { of: noor.casemanager, name: 'Sam' });
  await stands(site, { name: 'Wachter' });
  await page.goto(open(own));
  await expect(noor.field).toBeFocused();
  await noor.field.fill('Half af');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { name: 'Wachter' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(noor.field).toBeFocused();
  await expect(noor.field).toHaveValue('Half af');
});

test('an afspraak with another team is words in a conversation, one of the own team is a link', async ({
  page,
  context,
  site,
  own,
}) => {
  const conversation = await stands(site, { of: own.casemanager.id });
  await haveSaid(site, conversation, 2);
  const start = Date.parse('2031-03-03T10:00:00+01:00');
  const booked = async (seq: number, name: string, appointment: string) => {
    const data = { offer: seq, name, start, end: start + 1_800_000, modality: 'telefoon' };
    await site.sql`
      update chat_messages set kind = 'booked', author = 'system', body = '', data = ${JSON.stringify(data)}::text::jsonb,
        appointment_id = ${appointment} where conversation_id = ${conversation} and seq = ${seq}`;
  };
  const stranger = await makeCasemanager(site.db, [], { firstName: 'Vreemd', team: 'Een ander team' });
  const elsewhere = await insertBegunToday(site, own, 'Sam');
  await site.sql`update appointments set casemanager_id = ${stranger} where id = ${elsewhere}`;
  await booked(1, 'Vreemd', elsewhere);
  await booked(2, 'Noor', await insertBegunToday(site, own, 'Sam'));
  await page.setViewportSize(computer);
  await signInByCookie(context, site, own);
  await page.goto(open(conversation));
  const card = (name: string) =>
    page
      .getByRole('log')
      .getByRole('listitem')
      .filter({ hasText: `bij ${name}` });
  await expect(card('Vreemd')).toContainText('maandag 3 maart, 10:00 tot 10:30');
  await expect(card('Vreemd')).toContainText('Deze afspraak is bij een ander team.');
  await expect(card('Vreemd').getByRole('link')).toHaveCount(0);
  await card('Noor').getByRole('link', { name: 'Bekijk de afspraak' }).click();
  await expect(page).toHaveURL(/\/medewerker\/afspraken\//);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sam');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('all who wait are there to be read, and nothing that would do nothing', async ({
    page,
    context,
    site,
    own,
  }) => {
    const conversation = await stands(site, { of: own.casemanager.id, name: 'Sam' });
    for (let count = 0; count < 7; count++) await stands(site, { name: `Wachter ${count}` });
    await page.setViewportSize(phone);
    await signInByCookie(context, site, own);
    await page.goto(open(conversation));
    const lists = page.getByRole('navigation', { name: 'Gesprekken' });
    for (const name of ['Sam', 'Wachter 0', 'Wachter 6'])
      await expect(lists.getByRole('link', { name })).toBeVisible();
    await expect(page.getByText('Het gesprek wordt geopend')).toBeHidden();
    await expect(page.locator('.inbox').getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('textbox')).toHaveCount(0);
  });
});

test('of a long conversation the earlier part comes on top, and what is read stays under the eyes', async ({
  page,
  site,
}) => {
  const noor = await openInbox(page, site, 'Noor');
  const jongere = await startChat(site, []);
  await noor.take(jongere.name);
  // With the word that she joined, twelve whole pages.
  await haveSaid(site, jongere.id, 599);
  await page.goto(open(jongere.id));
  await expect(noor.log.getByText('Regel 599', { exact: true })).toBeInViewport();
  const earlier = page.getByRole('button', { name: 'Eerdere berichten' });
  const first = page.locator('.bubble__text').first();
  while ((await first.textContent()) !== 'Regel 1') {
    const text = (await first.textContent()) ?? '';
    await earlier.focus();
    const top = async () => (await noor.log.getByText(text, { exact: true }).boundingBox())?.y ?? 0;
    const before = await top();
    await earlier.press('Enter');
    await expect(first).not.toHaveText(text);
    expect(Math.abs((await top()) - before), `where ${text} stands`).toBeLessThan(3);
  }
  await expect(noor.said).toHaveCount(599);
  await expect(earlier).toHaveCount(0);
  await test.step('whoever pressed by the keyboard is not lost at the top of the page', async () => {
    await expect(page.getByRole('region', { name: 'Gesprek', exact: true })).toBeFocused();
  });
  await test.step('what comes meanwhile waits below; at the end again, what comes is in view', async () => {
    const down = page.getByRole('button', { name: 'Nieuw bericht' });
    await expect(down).toHaveCount(0);
    jongere.conversation.say('Ben je er nog?');
    await down.click();
    await expect(noor.log.getByText('Ben je er nog?')).toBeInViewport();
    await expect(down).toHaveCount(0);
    jongere.conversation.say('Hallo?');
    await expect(noor.log.getByText('Hallo?')).toBeInViewport();
    jongere.close();
  });
});
