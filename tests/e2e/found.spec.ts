import { eq } from 'drizzle-orm';
import { settings } from '#db/schema/index.ts';
import { inLanguage, languageList } from '#server/kernel/languages.ts';
import { inEveryLanguage } from '../../src/site/addresses.ts';
import { publicPaths } from '../../src/site/publicPaths.ts';
import { expect, test } from './support/fixtures.ts';

const everyPage = publicPaths.flatMap((path) =>
  languageList.map((language) => ({ path, language, address: inLanguage(language, path) })),
);

test('every public page says in its head where it is, in which languages, and what it is about', async ({
  request,
  site,
}) => {
  const seen = new Map<string, string>();
  for (const { path, language, address } of everyPage) {
    await test.step(address, async () => {
      const answer = await request.get(address);
      expect(answer.status(), address).toBe(200);
      const html = await answer.text();
      const one = (pattern: RegExp) => {
        const found = [...html.matchAll(pattern)].map(([, value = '']) => value);
        expect(found, `${address}: ${pattern}`).toHaveLength(1);
        return found[0] ?? '';
      };
      expect(one(/<html[^>]* lang="(\w+)"/g)).toBe(language);
      expect(one(/<link rel="canonical" href="([^"]*)"/g)).toBe(`${site.url}${address}`);
      expect(
        [...html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)].map(([, l, h]) => [
          l,
          h,
        ]),
      ).toEqual(inEveryLanguage(site.url, path).map(({ hreflang, href }) => [hreflang, href]));
      const title = one(/<title>([^<]*)<\/title>/g);
      expect(seen.get(`${language} ${title}`), `${address} has a title of its own`).toBeUndefined();
      seen.set(`${language} ${title}`, address);
      const { length } = one(/<meta name="description" content="([^"]*)"/g);
      expect(length, `length of the description of ${address}`).toBeGreaterThanOrEqual(50);
      expect(length, `length of the description of ${address}`).toBeLessThanOrEqual(170);
      one(/<h1[ >]([^<]*)/g);
      expect(html, address).not.toContain('name="robots"');
      const picture = one(/<meta property="og:image" content="([^"]*)"/g);
      expect((await request.head(picture)).headers()['content-type']).toBe('image/png');
    });
  }
});

test('search engines hear of every public page, in every language, and who runs the service', async ({
  request,
  site,
}) => {
  const sitemap = await (await request.get('/sitemap.xml')).text();
  const listed = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);
  expect(listed).toEqual(everyPage.map(({ address }) => `${site.url}${address}`));
  expect(await (await request.get('/robots.txt')).text()).toContain(`Sitemap: ${site.url}/sitemap.xml`);
  for (const language of languageList) {
    const html = await (await request.get(inLanguage(language, '/'))).text();
    const [, json = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html) ?? [];
    const { '@graph': graph } = JSON.parse(json);
    expect(graph.map((thing: { '@type': string }) => thing['@type'])).toEqual([
      'GovernmentOrganization',
      'GovernmentService',
    ]);
  }
});

test('a public page is rendered once, told apart by language, and anew when a setting changes', async ({
  request,
  site,
}) => {
  const get = (path: string, headers: Record<string, string> = {}) => request.get(path, { headers });
  // Whoever comes second gets what was kept.
  await get('/privacy');
  const kept = await get('/privacy');
  const { etag = '', 'cache-control': cacheControl } = kept.headers();
  expect(etag).toMatch(/^W\/"/);
  expect(cacheControl).toBe('public, max-age=0, must-revalidate');
  expect((await get('/privacy', { 'If-None-Match': etag })).status()).toBe(304);
  expect((await get('/privacy', { 'If-None-Match': '"other"' })).status()).toBe(200);
  const html = await kept.text();
  for (const encoding of ['br', 'gzip', 'identity']) {
    const answer = await get('/privacy', { 'Accept-Encoding': encoding });
    expect(answer.headers()['content-encoding'] ?? 'identity').toBe(encoding);
    expect(await answer.text()).toBe(html);
  }
  expect(await (await get('/en/privacy')).text()).toContain('<html lang="en"');
  expect(await (await get('/privacy')).text()).toBe(html);
  expect(
    (await get('/afspraak?topic=school')).headers().etag,
    'a page with a query is not kept',
  ).toBeUndefined();

  const [row] = await site.db.select().from(settings);
  const values = { ...Object(row?.values) };
  await site.db
    .update(settings)
    .set({ values: { ...values, municipality: 'Elders' } })
    .where(eq(settings.id, row?.id ?? 1));
  await expect
    .poll(async () => (await get('/privacy', { 'If-None-Match': etag })).text())
    .toContain('Gemeente Elders');
  await site.db
    .update(settings)
    .set({ values })
    .where(eq(settings.id, row?.id ?? 1));
  await expect.poll(async () => (await get('/privacy')).text()).not.toContain('Gemeente Elders');
});

test('an unknown page is a 404 in the language of its address', async ({ request }) => {
  for (const [path, language] of [
    ['/bestaat-niet', 'nl'],
    ['/en/does-not-exist', 'en'],
    ['/nl/afspraak', 'nl'],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.status()).toBe(404);
    const html = await answer.text();
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).toContain('<meta name="robots" content="noindex"');
  }
});

test('a link of a calendar that is over says so, and no fault of ours', async ({ request }) => {
  const answer = await request.get(`/kalender/${'a'.repeat(32)}.ics`);
  expect(answer.status()).toBe(404);
  expect(await answer.text()).toContain('Deze link werkt niet meer.');
});

test('a link with the names that parameters had before goes on to the page that it meant', async ({
  request,
  site,
}) => {
  void site;
  for (const [kept, to] of [
    ['/afspraak?onderwerp=school', '/afspraak?topic=school'],
    ['/en/afspraak?plek=laak', '/en/afspraak?location=laak'],
    ['/medewerker/week?wie=a', '/medewerker/week?who=a'],
  ] as const) {
    const answer = await request.get(kept, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location]).toEqual([308, to]);
  }
  const sent = await request.post('/afspraak?plek=laak', { form: { topic: 'school' }, maxRedirects: 0 });
  expect(sent.status(), 'what is sent from a page that was open goes along').toBe(308);
});
