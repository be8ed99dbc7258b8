import type { APIRequestContext, Page } from '@playwright/test';
import { z } from 'zod';
import { freePort, type Nginx, startNginx } from '../support/nginx.ts';
import { freeTime, freeTimes } from './support/api.ts';
import {
  chooseFirstTime,
  confirm,
  somebody,
  tellAboutYourself,
  timeName,
  tokenIn,
  whenPath,
} from './support/booking.ts';
import { chatOnPage } from './support/chatJongere.ts';
import { test as base, expect } from './support/fixtures.ts';
import { makeOwnPlace, type OwnPlace } from './support/ownPlace.ts';
import { type Site, startSite } from './support/site.ts';

// The nginx of the operations guide, with its very configuration, between a real browser and the product.

/** The proxy, and the site without it. */
interface Front {
  proxy: Nginx;
  direct: Site;
}

const test = base.extend<object, { front: Front }>({
  front: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed.
    async ({}, use) => {
      const port = await freePort();
      const proxy = await startNginx(port);
      const env = { PORT: String(port), PUBLIC_URL: proxy.url, TRUSTED_PROXIES: '127.0.0.1' };
      const direct = await startSite(env);
      await use({ proxy, direct });
      await direct.stop();
      await proxy.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  site: [({ front }, use) => use({ ...front.direct, url: front.proxy.url }), { scope: 'worker' }],
  own: [async ({ front }, use) => use(await makeOwnPlace(front.direct)), { scope: 'worker' }],
});
test.use({ ignoreHTTPSErrors: true });

/** Books in the browser: the token of the hold, and that of the afspraak. */
async function book(page: Page, own: OwnPlace, person: ReturnType<typeof somebody>) {
  await page.goto(whenPath(own));
  await chooseFirstTime(page);
  await page.waitForURL(/\/gegevens$/);
  const hold = tokenIn(page);
  await tellAboutYourself(page, person);
  await confirm(page);
  await page.waitForURL(/\/mijn-afspraak\//);
  return { hold, token: tokenIn(page) };
}

/** Books and looks by the API, with a token in the path and a contact after a question mark. */
async function useApi(request: APIRequestContext, { direct }: Front, own: OwnPlace, email: string) {
  const time = await freeTime(direct, own, 6);
  const held = await request.post('/api/v1/holds', { data: { topic: 'geld', ...time } });
  const { hold } = z.object({ hold: z.string() }).parse(await held.json());
  const data = { topic: 'geld', hold, name: 'Zonnestraal', ageGroup: '18-22', contact: { email } };
  const booked = await request.post('/api/v1/appointments', { data });
  expect(booked.status()).toBe(201);
  const { token, reference } = z
    .object({ token: z.string(), reference: z.string() })
    .parse(await booked.json());
  for (const path of [token, `${token}/calendar.ics`, `${token}?email=${encodeURIComponent(email)}`]) {
    expect((await request.get(`/api/v1/appointments/${path}`)).status()).toBe(200);
  }
  return { hold, token, reference };
}

test('nothing that is private lands in a log of the documented proxy, whatever is done or goes wrong', async ({
  page,
  request,
  site,
  front,
  own,
}) => {
  test.setTimeout(180_000);
  const { proxy, direct } = front;
  const person = somebody({ name: 'Zonnestraal', email: 'zonne.straal@example.nl', phone: '06 12 34 09 87' });

  // Booking, moving, and from the private page to another: in Dutch and in English.
  const booked = await book(page, own, person);
  const to = (await freeTimes(direct, own))[4];
  if (!to) throw new Error('expected more free times');
  await page.goto(`/mijn-afspraak/${booked.token}/verzetten?week=${to.start.slice(0, 10)}`);
  await page.getByRole('button', { name: timeName(to) }).click();
  await expect(page.getByRole('status').first()).toContainText('Je afspraak is verzet');
  await page.goto(`/en/mijn-afspraak/${booked.token}`);
  await page
    .getByRole('link', { name: /^Cancel/ })
    .first()
    .click();
  await page.waitForURL(/\/en\/.*\/afzeggen/);
  await page.goto(`/en/mijn-afspraak/${booked.token}`);
  await page.getByRole('banner').getByRole('link').first().click();
  await page.waitForURL((url) => !url.pathname.includes(booked.token));
  expect(await page.evaluate(() => document.referrer), 'of the page before only the site is told').toBe(
    `${site.url}/`,
  );

  // A chat, over a WebSocket.
  await site.sql`
    insert into chat_presence (staff_id, status, seen_at) values (${own.casemanager.id}, 'present', now())
    on conflict (staff_id) do update set status = 'present', seen_at = now()`;
  await expect
    .poll(async () => (await request.get('/api/v1/chat')).text(), { message: 'the door of the chat' })
    .toContain('"open"');
  const socket = page.waitForEvent('websocket');
  await page.goto('/chat');
  const chat = chatOnPage(page);
  await chat.start({ name: 'Zonnestraal' });
  await chat.say('Mijn nummer is 06 12 34 09 87');
  await expect(chat.place.locator('.talk__bubble')).toContainText(['09 87']);
  await expect(chat.place.getByRole('list', { name: 'Nog niet verstuurd' })).toHaveCount(0);
  expect((await socket).url()).toMatch(/^wss:/);
  const kept = await page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  const chatTokens = kept.match(/[\w-]{32,}/g) ?? [];
  expect(chatTokens.length).toBeGreaterThan(0);

  const api = await useApi(request, front, own, person.email);

  // What goes wrong: at the proxy, and behind it.
  const secret = `/en/mijn-afspraak/${booked.token}/wissen?email=${encodeURIComponent(person.email)}`;
  const foreign = { origin: 'https://elders.example', referer: `${site.url}/mijn-afspraak/${booked.token}` };
  const statusOf = async (options: Parameters<APIRequestContext['fetch']>[1]) =>
    (await request.fetch(secret, { headers: foreign, ...options })).status();
  expect(await statusOf({ method: 'POST', form: { naam: 'Zonnestraal' } })).toBe(403);
  expect(await statusOf({ method: 'POST', data: Buffer.alloc(200_000, person.email) })).toBe(413);
  const headers = { origin: site.url, 'content-type': 'application/x-www-form-urlencoded' };
  const large = { data: Buffer.alloc(100_000, person.email), headers };
  expect(await statusOf({ method: 'POST', ...large }), 'of Doorstart itself').toBe(413);
  const redirected = await request.get(proxy.plainUrl + secret, { maxRedirects: 0, headers: foreign });
  expect(redirected.status()).toBe(301);
  await page.goto('about:blank');
  await site.end();
  expect(await statusOf({ method: 'GET' })).toBe(502);

  const written = await proxy.logs();
  const secrets = [booked.hold, booked.token, api.hold, api.token, api.reference, ...chatTokens];
  for (const word of [...secrets, 'zonne', 'straal@', '12 34 09', '12340987', '%40', 'elders.example']) {
    expect(written.toLowerCase(), word).not.toContain(word.toLowerCase());
  }
  // And it did write: where, and how it ended.
  const lines = z.array(z.object({ network: z.string(), path: z.string(), status: z.number() })).parse(
    written
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line)),
  );
  expect(new Set(lines.map(({ network }) => network))).toEqual(new Set(['127.0.0.0']));
  const seen = new Set(lines.map(({ status, path }) => `${status} ${path}`));
  for (const line of [
    '200 /afspraak/wanneer',
    '200 /afspraak/-',
    '200 /mijn-afspraak/-',
    '200 /en/mijn-afspraak/-',
    '200 /api/v1/appointments/-',
    '201 /api/v1/holds',
    '101 /live/chat/',
    '403 /en/mijn-afspraak/-',
    '413 /en/mijn-afspraak/-',
    '301 /en/mijn-afspraak/-',
    '502 /en/mijn-afspraak/-',
  ]) {
    expect(seen, [...seen].join('\n')).toContain(line);
  }
});
