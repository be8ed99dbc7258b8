import type { BrowserContext, Page } from '@playwright/test';
import { repeatMs } from '../../src/inbox/alarm.ts';
import { startChat } from './support/chat.ts';
import { openInbox } from './support/chatInbox.ts';
import { expect, test } from './support/fixtures.ts';
import type { Site } from './support/site.ts';

// How a casemanager is called while a jongere waits. Speaker and notifications are outside the page, so the doors to them
// are watched; and whether somebody looks at a page is told to it, for without windows every page has the focus.

declare global {
  interface Window {
    watched: {
      tones: number;
      /** Notifications, with whether they were taken away. */
      notes: { text: string; isGone: boolean }[];
      permission: NotificationPermission;
      looks: boolean;
    };
  }
}

/** In every page of this browser from now on. */
const watch = (context: BrowserContext, permission: NotificationPermission) =>
  context.addInitScript((allowed) => {
    window.watched = { tones: 0, notes: [], permission: allowed, looks: true };
    const { watched } = window;
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when) {
      watched.tones += 1;
      start.call(this, when);
    };
    class Watched extends EventTarget {
      static get permission() {
        return watched.permission;
      }
      note: Window['watched']['notes'][number];
      constructor(text: string) {
        super();
        this.note = { text, isGone: false };
        watched.notes.push(this.note);
      }
      close() {
        this.note.isGone = true;
      }
    }
    Object.defineProperty(window, 'Notification', { value: Watched });
    document.hasFocus = () => watched.looks;
  }, permission);

/** Somebody looks at this page, or at something else. */
const look = (page: Page, looks: boolean) =>
  page.evaluate((now) => {
    window.watched.looks = now;
    dispatchEvent(new Event(now ? 'focus' : 'blur'));
  }, looks);

const tones = (page: Page) => page.evaluate(() => window.watched.tones);
/** What was shown so far, and what of it is still there. */
const notes = async (page: Page) => {
  const all = await page.evaluate(() => window.watched.notes);
  return { all: all.length, now: all.filter(({ isGone }) => !isGone).map(({ text }) => text) };
};
/** Wide enough for what the browser decided about notifications. */
const wide = { width: 1600, height: 800 };
const oneWaits = 'Er wacht 1 jongere in de chat';
/** In all windows of this browser. */
const later = ({ clock }: BrowserContext) => clock.fastForward(repeatMs);

// Who waits, and who is there for chats, is so for every test of this site.
const nobodyWaits = ({ site }: { site: Site }) =>
  site.sql`delete from chat_conversations where status <> 'closed' and kind = 'chat'`;
test.beforeEach(nobodyWaits);
test.afterEach(({ site }) => site.sql`update chat_presence set status = 'away'`);

test('while anybody waits one window sounds, until somebody turns that off', async ({
  page,
  context,
  site,
  somebodyElse,
}) => {
  await watch(context, 'denied');
  await context.clock.install();
  await openInbox(page, site, 'Noor');
  await page.setViewportSize(wide);
  const kim = await openInbox(await (await somebodyElse()).newPage(), site, 'Kim');
  const second = await context.newPage();
  // Wide enough for the sidebar, in which the switch stands.
  await second.setViewportSize({ width: 1280, height: 800 });
  const chat = await startChat(site, []);

  await test.step('the title tells too, and a browser that refuses notifications says so', async () => {
    await expect(page).toHaveTitle(/^\(1\) Chat/);
    await expect(page.getByText('Je browser houdt seintjes tegen')).toBeVisible();
  });

  const before = await test.step('it is heard without being asked for, until it is turned off', async () => {
    await later(context);
    await expect.poll(() => tones(page)).toBeGreaterThan(0);
    await page.getByLabel('Geluid').uncheck();
    const soFar = await tones(page);
    await later(context);
    expect(await tones(page)).toBe(soFar);
    return soFar;
  });

  await test.step('turned on it is heard at once; then each time somebody has waited so long again', async () => {
    await page.getByLabel('Geluid').check();
    await expect.poll(() => tones(page)).toBe(before + 1);
    await later(context);
    await expect.poll(() => tones(page)).toBe(before + 3);
    await later(context);
    await expect.poll(() => tones(page)).toBe(before + 5);
  });

  await test.step('of two windows one sounds, and the other once that one is closed', async () => {
    await second.goto('/medewerker/chat');
    await expect(second.getByLabel('Geluid')).toBeChecked();
    await expect(second).toHaveTitle(/^\(1\) Chat/);
    await second.getByRole('heading', { level: 1 }).click();
    await later(context);
    await expect.poll(() => tones(page)).toBe(before + 7);
    expect(await tones(second)).toBe(0);
    await page.close();
    await later(context);
    await expect.poll(() => tones(second)).toBe(2);
  });

  await test.step('whoever pauses is left alone, and hears at once who still waits when they are back', async () => {
    await second.getByRole('radio', { name: 'Pauze' }).check();
    await expect(second.getByRole('radio', { name: 'Pauze' })).toBeChecked();
    // The clock of the page goes on far beyond how long it waits for an answer, so the answer must be there before.
    const pausing = () => site.sql`select from chat_presence where status = 'pause'`;
    await expect.poll(async () => (await pausing()).length).toBe(1);
    await second.evaluate(() => fetch('/healthz'));
    await later(context);
    await later(context);
    expect(await tones(second)).toBe(2);
    await second.getByRole('radio', { name: 'Aanwezig' }).check();
    await expect.poll(() => tones(second)).toBe(4);
  });

  await test.step('a colleague takes who waits, and it is silent', async () => {
    await kim.take(chat.name);
    await expect(second).toHaveTitle(/^Chat/);
    await later(context);
    await later(context);
    expect(await tones(second)).toBe(4);
  });
  chat.close();
});

test('a notification comes to who looks at no window of the portal, again and again, and goes with who waits', async ({
  page,
  context,
  site,
  somebodyElse,
}) => {
  await watch(context, 'granted');
  await context.clock.install();
  await openInbox(page, site, 'Noor');
  await page.setViewportSize(wide);
  const kim = await openInbox(await (await somebodyElse()).newPage(), site, 'Kim');
  await expect(page.getByText('Je krijgt een seintje')).toBeVisible();
  const second = await context.newPage();
  await second.goto('/medewerker');
  await look(second, false);
  const chat = await startChat(site, []);

  await test.step('whoever looks at the page sees it there', async () => {
    for (const one of [page, second]) await expect(one).toHaveTitle(/^\(1\) /);
    await later(context);
    expect(await notes(page)).toEqual({ all: 0, now: [] });
  });

  await test.step('whoever looks away is called, by one of two windows, and once more after a while', async () => {
    await look(page, false);
    await later(context);
    await expect.poll(() => notes(page)).toEqual({ all: 1, now: [oneWaits] });
    await later(context);
    await expect.poll(() => notes(page)).toEqual({ all: 2, now: [oneWaits] });
    expect(await notes(second)).toEqual({ all: 0, now: [] });
  });

  await test.step('whoever looks at the other window has come', async () => {
    await look(second, true);
    await later(context);
    await expect.poll(() => notes(page)).toEqual({ all: 2, now: [] });
    await look(second, false);
    await later(context);
    await expect.poll(() => notes(page)).toEqual({ all: 3, now: [oneWaits] });
  });

  await test.step('a colleague takes who waits, and it is gone', async () => {
    await kim.take(chat.name);
    await expect.poll(() => notes(page)).toEqual({ all: 3, now: [] });
    await later(context);
    for (const one of [page, second]) expect((await notes(one)).now).toEqual([]);
  });
  chat.close();
});
