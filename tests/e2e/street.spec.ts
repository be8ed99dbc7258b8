import type { Page } from '@playwright/test';
import { topic, uniquePhone } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import type { Site } from './support/site.ts';
import { asYoussef } from './support/street.ts';
import { expectUsable } from './support/usable.ts';

// Who brings jongeren, on a phone in the street.

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true });

async function sayWho(page: Page, name: string, phone = uniquePhone()) {
  await page.getByLabel('Voornaam').fill(name);
  await page.getByLabel('Telefoonnummer').fill(phone);
  await page.getByRole('radio', { name: '18 tot en met 22' }).check();
  await page
    .getByRole('radiogroup', { name: /^Woont de jongere in/ })
    .getByRole('radio', { name: 'Ja' })
    .check();
  await press(page, 'Verder');
  await expect(step(page, 'Waar gaat het over?')).toBeVisible();
}

/** Three afspraken of others count as those of this number, until what it answers is called. */
async function giveThree({ sql }: Site, phone: string) {
  const theirs = await sql<{ id: string; phone: string | null }[]>`
    select id, phone from appointments where status = 'booked' and starts_at > now() limit 3`;
  await sql`update appointments set phone = ${`+31${phone.slice(1).replace(' ', '')}`}
    where id in ${sql(theirs.map(({ id }) => id))}`;
  return async () => {
    for (const one of theirs) await sql`update appointments set phone = ${one.phone} where id = ${one.id}`;
  };
}

const sayWhat = async (page: Page) => {
  await page.locator(`input[name=topic][value="${topic}"]`).check();
  await page.getByLabel('Wat moet de casemanager weten?').fill('Komt liever in de ochtend');
  await press(page, 'Verder');
  await expect(step(page, 'Wat is er nodig?')).toBeVisible();
};

test('an afspraak is booked together; Back and a session that ended lose nothing', async ({ page, site }) => {
  const thumbs = { thumbs: true };
  await asYoussef({ page, site });
  await page.goto('/jongerenwerk');
  await expectUsable(page, thumbs);
  await page.getByRole('main').getByRole('link', { name: 'Boek samen', exact: true }).click();
  await expect(step(page, 'Wie is het?')).toBeVisible();
  await expectUsable(page, thumbs);
  const phone = uniquePhone();
  await sayWho(page, 'Zebedeus', phone);
  await expectUsable(page, thumbs);
  await sayWhat(page);
  await expectUsable(page, thumbs);
  await page.goBack();
  await expect(step(page, 'Waar gaat het over?')).toBeVisible();
  await expect(page.getByLabel('Wat moet de casemanager weten?')).toHaveValue('Komt liever in de ochtend');
  // The session is over meanwhile: what was sent is not carried out, and nothing is lost.
  await page.context().clearCookies();
  await press(page, 'Verder');
  await expect(page.getByRole('heading', { level: 1, name: 'Inloggen' })).toBeVisible();
  await asYoussef({ page, site });
  await page.goto(new URL(page.url()).searchParams.get('back') ?? '');
  await press(page, 'Verder waar je was');
  await expect(step(page, 'Wat is er nodig?')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Iemand anders leest soms mee/ })).toBeChecked();
  await press(page, 'Verder');
  await expect(step(page, 'Lees samen wat je doorgeeft')).toBeVisible();
  await expect(page.getByText('Komt liever in de ochtend')).toBeVisible();
  await expectUsable(page, thumbs);
  await page.getByRole('checkbox', { name: /^Zebedeus las dit/ }).check();
  await press(page, 'Verder');
  await expect(step(page, 'Kies een tijd')).toBeVisible();
  await expectUsable(page, thumbs);
  await page.locator('input[name=start]').first().check();
  const giveAway = await giveThree(site, phone);
  await press(page, 'Maak de afspraak');
  await expect(page.getByRole('alert')).toContainText('De jongere heeft al genoeg afspraken');
  await expect(page.getByRole('alert')).toBeInViewport();
  await giveAway();
  await press(page, 'Maak de afspraak');
  await expect(page.getByRole('heading', { name: 'De afspraak staat' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'QR-code van de afspraak' })).toBeVisible();
  await expectUsable(page, thumbs);
  await page.goto('/jongerenwerk?name=zebedeus');
  await expect(page.getByRole('list', { name: 'Alle andere' }).getByRole('link')).toHaveText(/Afspraak/);
  await page.goto('/jongerenwerk/nieuw/samen');
  await expect(page.getByLabel('Voornaam')).toHaveValue('');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a link is made with which a jongere chooses alone', async ({ page, site }) => {
    await asYoussef({ page, site });
    await page.goto('/jongerenwerk/nieuw/link');
    await sayWho(page, 'Balthasar');
    await sayWhat(page);
    await press(page, 'Verder');
    await page.getByRole('checkbox', { name: /^Balthasar las dit/ }).check();
    await press(page, 'Maak de link');
    await expect(page.getByRole('heading', { name: 'De link is klaar' })).toBeVisible();
    const link = await page.getByLabel('Link om een tijd te kiezen', { exact: true }).inputValue();
    await page.goto(new URL(link).pathname);
    await expect(page.getByText('Jongerenwerk De Brug').first()).toBeVisible();
  });
});
