import { makeCasemanager } from '../support/factories.ts';
import { freePort } from '../support/nginx.ts';
import { type OidcProvider, startOidcProvider } from '../support/oidcProvider.ts';
import { test as base, expect } from './support/fixtures.ts';
import { startSite } from './support/site.ts';
import { expectUsable } from './support/usable.ts';
import { watchContext } from './support/watch.ts';

const noor = { email: 'noor@example.nl', email_verified: true, given_name: 'Noor', family_name: 'Werk' };

/** A site with single sign-on at a provider of its own. */
const test = base.extend<object, { provider: OidcProvider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed.
    async ({}, use) => {
      // It has to know the address of the site before that is there.
      const provider = await startOidcProvider({
        siteUrls: [`http://127.0.0.1:${await freePort()}`],
        people: [
          { sub: 'noor', claims: noor },
          { sub: 'sam', claims: { email: 'sam@example.nl', email_verified: true } },
        ],
      });
      await use(provider);
      await provider.stop();
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ provider }, use) => {
      const { issuer, clientId, clientSecret } = provider.config;
      const site = await startSite({
        PORT: new URL(provider.siteUrls[0] ?? '').port,
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: clientSecret,
      });
      await makeCasemanager(site.db, [], { email: noor.email, firstName: 'Noor' });
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  watch: async ({ context, site, provider }, use) => {
    const watch = await watchContext(context, { siteUrl: site.url, allowedHosts: [] });
    await use(watch);
    const others = watch.problems.filter((problem) => !problem.includes(provider.issuer));
    expect(others, 'what the browser complained about').toEqual([]);
  },
});

// One worker, and so one server, for all of them.
test.describe.configure({ mode: 'default' });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test('a colleague signs in at the provider, comes to the page they asked for, and signs out at both', async ({
      page,
      provider,
    }) => {
      await page.goto('/medewerker/week');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inloggen');
      if (javaScriptEnabled) await expectUsable(page, { thumbs: true });
      await page.getByRole('link', { name: 'Inloggen met het werkaccount' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Werkaccount');
      await page.getByRole('button', { name: 'noor' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Week/);
      expect(new URL(page.url()).pathname).toBe('/medewerker/week');
      await page.goto('/medewerker/account');
      await expect(page.getByText('Je logt in via de inlogdienst van je organisatie.')).toBeVisible();
      await expect(page.getByLabel('Je nieuwe wachtwoord')).toHaveCount(0);
      if (javaScriptEnabled) await expectUsable(page, { thumbs: false });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto('/medewerker/account');
      const signOut = page.locator('form[action="/medewerker/uitloggen"]').first();
      await signOut.evaluate((form) => form instanceof HTMLFormElement && form.requestSubmit());
      await page.waitForURL((url) => url.origin === provider.issuer);
      await page.getByRole('button', { name: 'Overal uitloggen' }).click();
      await expect(page.getByText('Je bent uitgelogd.')).toBeVisible();
      await page.goto('/medewerker/week');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inloggen');
      // There too: who begins anew is asked again who they are.
      await page.getByRole('link', { name: 'Inloggen met het werkaccount' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Werkaccount');
    });
  });
}

test('whoever the provider knows and nobody here hears what to do, also when they come back with the same address', async ({
  page,
}) => {
  await page.goto('/medewerker/inloggen');
  await page.getByRole('link', { name: 'Inloggen met het werkaccount' }).click();
  await page.getByRole('button', { name: 'sam' }).click();
  await expect(page.getByText('Je hebt hier nog geen account.')).toBeVisible();
  await expectUsable(page, { thumbs: true });
  const again = await page.reload();
  expect(again?.status()).toBe(400);
  await expect(page.getByText('Deze poging om in te loggen is te oud of al gebruikt.')).toBeVisible();
});
