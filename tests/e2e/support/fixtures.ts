import { type BrowserContext, type BrowserContextOptions, test as base, expect } from '@playwright/test';
import { makeOwnPlace, type OwnPlace } from './ownPlace.ts';
import { sayWhere } from './sayWhere.ts';
import { type Site, startSite } from './site.ts';
import { type Watch, watchContext } from './watch.ts';

interface Fixtures {
  /** Hosts beside the site's that this test may ask for; they answer with an empty page. */
  allowedHosts: string[];
  /** What the browser of `page` did that nobody saw. */
  watch: Watch;
  /** A browser of somebody else: no cookies or pages shared with the others. */
  somebodyElse: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Fails the test when the server logged an error. */
  quietServer: undefined;
  /** Sign-ins that failed in this test are not told to whoever signs in during the next one. */
  noMissedSignIns: undefined;
}

interface WorkerFixtures {
  site: Site;
  own: OwnPlace;
}

/** Every test has a site with demo data, and fails on what its browsers complain about. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  allowedHosts: [[], { option: true }],
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed.
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  own: [async ({ site }, use) => use(await makeOwnPlace(site)), { scope: 'worker' }],
  baseURL: ({ site }, use) => use(site.url),
  watch: [
    async ({ context, site, allowedHosts }, use, info) => {
      const watch = await watchContext(context, { siteUrl: site.url, allowedHosts });
      await use(watch);
      if (info.status !== info.expectedStatus) await sayWhere(context, watch);
      expect(watch.problems, 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
  somebodyElse: async ({ browser, site, allowedHosts }, use, info) => {
    const opened: { context: BrowserContext; watch: Watch }[] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        baseURL: site.url,
        locale: 'nl-NL',
        reducedMotion: 'reduce',
        ...options,
      });
      opened.push({ context, watch: await watchContext(context, { siteUrl: site.url, allowedHosts }) });
      return context;
    });
    if (info.status !== info.expectedStatus)
      for (const { context, watch } of opened) await sayWhere(context, watch);
    for (const { context } of opened) await context.close();
    const problems = opened.flatMap(({ watch }) => watch.problems);
    expect(problems, 'what the browser of somebody else complained about').toEqual([]);
  },
  noMissedSignIns: [
    async ({ site }, use) => {
      await use(undefined);
      await site.sql`delete from sign_in_attempts`;
      await site.sql`update sessions set missed_sign_ins = 0, missed_since = null where missed_sign_ins > 0`;
    },
    { auto: true },
  ],
  quietServer: [
    async ({ site }, use) => {
      await use(undefined);
      expect(site.takeErrors(), 'what the server logged as an error').toBe('');
    },
    { auto: true },
  ],
});

export { expect };
