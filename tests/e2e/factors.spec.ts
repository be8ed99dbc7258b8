import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { test as base, expect } from './support/fixtures.ts';
import { makeOwnPlace } from './support/ownPlace.ts';
import { startSite } from './support/site.ts';
import { expectUsable } from './support/usable.ts';

// The second factor in the database of a gemeente, where it is asked of everybody who works with jongeren.

const test = base.extend<object>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed.
    async ({}, use) => {
      const site = await startSite();
      await site.sql`update database_purpose set purpose = 'gemeente'`;
      // Passkeys are made for a host with a name.
      await use({ ...site, url: site.url.replace('127.0.0.1', 'localhost') });
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  own: [
    async ({ site }, use) =>
      use(await makeOwnPlace({ ...site, url: site.url.replace('localhost', '127.0.0.1') })),
    { scope: 'worker' },
  ],
});
// One worker, and so one server, for all of them.
test.describe.configure({ mode: 'default' });

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function giveFormPassword(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/medewerker/inloggen?back=/medewerker/week');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
}

/** The code of an app at this moment, or some steps of 30 seconds on. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

test('who has no second factor makes a passkey, keeps the recovery codes, and signs in with it from then on', async ({
  page,
  site,
  own,
}) => {
  test.setTimeout(150_000);
  await site.sql`delete from sign_in_factors`;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await giveFormPassword(page, own.casemanager);
  await expect(heading(page)).toHaveText('Stel een tweede stap in');
  await page.goto('/medewerker/week');
  await expect(heading(page), 'a password alone opens nothing').toHaveText('Inloggen');
  await page.goto('/medewerker/inloggen/instellen?back=/medewerker/week');
  await expectUsable(page, { thumbs: false });
  await page.getByRole('button', { name: 'Maak een toegangssleutel' }).click();
  await expect(heading(page)).toHaveText('Herstelcodes');
  await expect(page.locator('.factor__codes code')).toHaveCount(10);
  await expectUsable(page, { thumbs: false });
  await page.getByRole('button', { name: 'Ik heb ze bewaard' }).click();
  await expect(heading(page)).toHaveText(/^Week \d+$/);

  // A page that is open would ask for its agenda without a session.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await giveFormPassword(page, own.casemanager);
  await expect(heading(page)).toHaveText('Laat zien dat jij het bent');
  await expectUsable(page, { thumbs: false });
  await page.getByLabel('Vraag dit hier 30 dagen niet meer').check();
  await page.getByRole('button', { name: 'Gebruik je toegangssleutel' }).click();
  await expect(heading(page)).toHaveText(/^Week \d+$/);

  // On this device it is not asked again, until its owner says so.
  await page.goto('about:blank');
  await page.context().clearCookies({ name: 'doorstart_staff' });
  await giveFormPassword(page, own.casemanager);
  await expect(heading(page)).toHaveText(/^Week \d+$/);
  await page.goto('/medewerker/account');
  await page.getByRole('button', { name: /^Weer vragen/ }).click();
  await expect(page.getByText('Daar vragen we weer om je tweede stap.')).toBeVisible();
  await page.getByRole('link', { name: /^Wijzigen: / }).click();
  await expect(page.getByText('Dit is je enige.')).toBeVisible();
  await page.goto('about:blank');
  await page.context().clearCookies({ name: 'doorstart_staff' });
  await giveFormPassword(page, own.casemanager);
  await expect(heading(page)).toHaveText('Laat zien dat jij het bent');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test('an app is set up, a code is refused the second time, and a recovery code lets in once', async ({
    page,
    site,
    own,
    watch,
  }) => {
    test.setTimeout(150_000);
    await site.sql`delete from sign_in_factors`;
    await giveFormPassword(page, own.casemanager);
    await expect(heading(page)).toHaveText('Stel een tweede stap in');
    const secret = await page.getByLabel('Of typ deze sleutel in je app').inputValue();
    await page.getByLabel('Code die je app nu toont').fill('000000');
    await page.getByRole('button', { name: 'App toevoegen' }).click();
    await expect(page.getByRole('alert')).toContainText('Deze code klopt niet');
    await expect(page.getByLabel('Of typ deze sleutel in je app'), 'the same app').toHaveValue(secret);
    await page.getByLabel('Code die je app nu toont').fill(codeOf(secret));
    await page.getByRole('button', { name: 'App toevoegen' }).click();
    await expect(heading(page)).toHaveText('Herstelcodes');
    const code = await page.locator('.factor__codes code').first().textContent();
    await page.reload();
    await expect(page.locator('.factor__codes code').first()).toHaveText(code ?? '');
    await page.getByRole('button', { name: 'Ik heb ze bewaard' }).click();
    await expect(heading(page)).toHaveText(/^Week \d+$/);

    // A clock that is a step ahead. Within half a minute that code is used, after that it is wrong.
    const next = codeOf(secret, 1);
    for (const said of [null, /al gebruikt|klopt niet/]) {
      await page.goto('about:blank');
      await page.context().clearCookies();
      await giveFormPassword(page, own.casemanager);
      await page.getByLabel('Code van 6 cijfers').fill(next);
      await page.getByRole('button', { name: 'Verder' }).click();
      if (said === null) await expect(heading(page)).toHaveText(/^Week \d+$/);
      else await expect(page.getByRole('alert')).toContainText(said);
    }
    for (const isFirst of [true, false]) {
      await page.goto('about:blank');
      await page.context().clearCookies();
      await giveFormPassword(page, own.casemanager);
      await page.getByText('Ik heb mijn apparaat niet bij me').click();
      await page.getByLabel('Herstelcode').fill(code ?? '');
      await page.getByRole('button', { name: 'Gebruik deze herstelcode' }).click();
      if (isFirst) {
        // The code that was refused is told of first.
        await expect(heading(page)).toHaveText('Iemand probeerde in te loggen');
        await page.getByRole('main').getByRole('link').last().click();
        await expect(page.getByText('Je gebruikte een herstelcode.')).toBeVisible();
      }
      if (!isFirst) await expect(page.getByRole('alert')).toContainText('al gebruikt');
    }
    // What was refused, was refused on purpose.
    watch.problems.splice(
      0,
      watch.problems.length,
      ...watch.problems.filter((one) => !/status of 4/.test(one)),
    );
  });
});
