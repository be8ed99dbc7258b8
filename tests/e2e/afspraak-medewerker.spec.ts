import type { BrowserContext, Page } from '@playwright/test';
import { answered } from './support/answered.ts';
import { type Booked, bookByApi, changeByApi, freeTime, freeTimes } from './support/api.ts';
import { timeName } from './support/booking.ts';
import { withColleagues } from './support/colleague.ts';
import { expect, test } from './support/fixtures.ts';
import type { OwnPlace } from './support/ownPlace.ts';
import type { Site } from './support/site.ts';
import { faultTitle, signInByCookie } from './support/staff.ts';
import { expectUsable, phone } from './support/usable.ts';

interface World {
  page: Page;
  site: Site;
  own: OwnPlace;
}

const idOf = async ({ sql }: Site, { name }: Booked) => {
  const [row] = await sql<
    { id: string }[]
  >`select id from appointments where name = ${name} order by created_at`;
  if (!row) throw new Error(`expected an afspraak of ${name}`);
  return row.id;
};

/** Unfolds an act with the afspraak that is open. */
async function unfold(page: Page, name: string) {
  const act = page.locator('details').filter({ has: page.locator('summary', { hasText: name }) });
  await act.locator('summary').click();
  return act;
}

/** The bar that says what was just done. */
const said = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words });

/** An afspraak of the own casemanager, open in the portal. */
async function openAppointment({ page, site, own }: World, index = 0) {
  const time = await freeTime(site, own, index);
  const booked = await bookByApi(site, time);
  const path = `/medewerker/afspraken/${await idOf(site, booked)}`;
  await signInByCookie(page.context(), site, own);
  await page.goto(path);
  return { ...booked, time, path };
}

/** The private page of the jongere, on a phone of their own. */
async function asJongere(context: BrowserContext, { token }: Booked): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(phone);
  await page.goto(`/mijn-afspraak/${token}`);
  return page;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    const takeBack = async (page: Page) => {
      if (!javaScriptEnabled) return page.getByRole('button', { name: 'Maak ongedaan' }).click();
      // The script of the bar runs: it takes from the address what is said once.
      await expect(page).not.toHaveURL(/undo=/);
      return page.keyboard.press('Control+z');
    };

    test('a casemanager moves an afspraak, takes that back and moves it with a word, and the jongere reads why before they change it themselves', async ({
      page,
      site,
      own,
      somebodyElse,
    }) => {
      const booked = await openAppointment({ page, site, own });
      await page.goto(`/medewerker?appointment=${await idOf(site, booked)}`);
      const panel = page.getByRole('complementary', { name: `Afspraak met ${booked.name}` });
      const act = await unfold(page, 'Verzetten');
      // The first of these times began already, and is over for staff at the next quarter of an hour.
      await act.getByRole('radio').last().check();
      await act.getByRole('button', { name: 'Verzetten' }).click();
      await expect(said(page, `Verzet: ${booked.name}, `)).toBeVisible();
      await takeBack(page);
      await expect(said(page, 'Ongedaan gemaakt.')).toBeVisible();
      await expect(panel).toContainText(timeName(booked.time).replace(/ om (.+) uur$/, ', $1 tot'));

      await (await unfold(page, 'Verzetten')).getByRole('button', { name: /^Alle tijden/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Afspraak verzetten');
      await page.getByLabel(/Een woord voor de jongere/).fill('Ik heb dan een training.\nTot dan!');
      await page.getByRole('button', { name: 'Verzetten' }).click();
      await expect(page).toHaveTitle(faultTitle);
      await expect(page.getByRole('alert').getByRole('link', { name: 'Kies een nieuwe tijd' })).toBeVisible();
      await expect(page.getByLabel(/Een woord voor de jongere/)).toHaveValue(/training\.\s+Tot dan!/);
      await page.getByRole('link', { name: 'Volgende week' }).click();
      await expect(page).toHaveURL(/week=/);
      await page.getByRole('radio').first().check();
      await page.getByLabel(/Een woord voor de jongere/).fill('Ik heb dan een training.');
      await page.getByRole('button', { name: 'Verzetten' }).click();
      await expect(said(page, `Verzet: ${booked.name}, `)).toBeVisible();
      await expect(panel.getByText(/^Verzet door Noor, van /).first()).toBeVisible();

      const jongere = await asJongere(await somebodyElse({ javaScriptEnabled }), booked);
      await expect(jongere.getByRole('heading', { name: 'Noor heeft je afspraak verzet' })).toBeVisible();
      await expect(jongere.getByText('Ik heb dan een training.')).toBeVisible();
      await jongere.getByRole('link', { name: 'Verzetten' }).click();
      await jongere.getByRole('button', { name: 'Kies deze tijd' }).click();
      await expect(jongere.getByRole('status').first()).toContainText('Je afspraak is verzet');
      await expect(jongere.getByText('Noor heeft je afspraak verzet')).toHaveCount(0);
    });
  });
}

test.describe('without JavaScript, each its own way', () => {
  test.use({ javaScriptEnabled: false });

  test('a follow-up is one tap, also for who has no address, and its link is shown once', async ({
    page,
    site,
    own,
  }) => {
    const booked = await openAppointment({ page, site, own }, 1);
    await site.sql`update appointments set email = null, phone = null, reach_by = null where name = ${booked.name}`;
    await page.reload();
    await expect(page.getByText('We hebben geen telefoonnummer en geen e-mailadres.')).toBeVisible();
    await page.getByRole('button', { name: /^Over 2 weken .+ vrij$/ }).click();
    await expect(said(page, /^Vervolg gepland: /)).toBeVisible();
    await page.getByRole('link', { name: 'Komt nog' }).click();
    await expect(page.getByRole('link', { name: 'Komt nog' })).toHaveAttribute('href', booked.path);

    await page.getByRole('link', { name: 'Nieuwe link' }).click();
    await page.getByRole('button', { name: 'Maak een nieuwe link' }).click();
    const link = await page.getByLabel('Link van de jongere').inputValue();
    await page.goto(link);
    await expect(page.getByText('Gaat door')).toBeVisible();
  });

  test('a jongere is asked to choose again: that stands on top, with one button', async ({
    page,
    site,
    own,
    somebodyElse,
  }) => {
    const booked = await openAppointment({ page, site, own }, 2);
    const act = await unfold(page, 'Jongere laten kiezen');
    await act.getByLabel(/Een woord voor de jongere/).fill('Sorry, ik ben ziek.');
    await act.getByRole('button', { name: 'Vraag een andere tijd te kiezen' }).click();
    await expect(page.getByText('De jongere is gevraagd een andere tijd te kiezen')).toBeVisible();

    const jongere = await asJongere(await somebodyElse({ javaScriptEnabled: false }), booked);
    await expect(jongere.getByRole('heading').first()).toHaveText(
      'Noor kan dan niet meer. Kies een andere tijd.',
    );
    await expect(jongere.getByText('Sorry, ik ben ziek.')).toBeVisible();
    await expectNarrow(jongere);
    await jongere.getByRole('link', { name: 'Kies een andere tijd' }).click();
    await jongere.getByRole('button', { name: 'Kies deze tijd' }).click();
    await expect(jongere.getByText('Noor kan dan niet meer')).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('De jongere is gevraagd een andere tijd te kiezen')).toHaveCount(0);
    await jongere.goto(`/en/mijn-afspraak/${booked.token}`);
    await expect(jongere.getByText('Noor asked you to choose another time.')).toBeVisible();
  });

  test('who changes what was changed meanwhile is told, on both sides, and what they typed stays', async ({
    page,
    site,
    own,
    somebodyElse,
  }) => {
    const booked = await openAppointment({ page, site, own }, 3);
    const jongere = await asJongere(await somebodyElse({ javaScriptEnabled: false }), booked);
    await jongere.getByRole('link', { name: 'Afzeggen' }).click();
    await jongere.getByLabel(/Waarom zeg je af/).fill('Ik moet werken.');
    const act = await unfold(page, 'Afzeggen');
    await act.getByLabel(/Een woord voor de jongere/).fill('Helaas.');
    await changeByApi(site, booked.token, await freeTime(site, own, 8));

    const sent = answered(page);
    await act.getByRole('button', { name: 'Zeg af' }).click();
    expect((await sent).status()).toBe(409);
    await expect(page.getByRole('alert')).toContainText('De afspraak is net veranderd.');
    await expect(act.getByLabel(/Een woord voor de jongere/)).toHaveValue('Helaas.');

    await jongere.getByRole('button', { name: 'Ja, zeg mijn afspraak af' }).click();
    await expect(jongere.getByRole('alert')).toContainText('Je afspraak is net veranderd');
    await expect(jongere.getByLabel(/Waarom zeg je af/)).toHaveValue('Ik moet werken.');
    await jongere.getByRole('button', { name: 'Ja, zeg mijn afspraak af' }).click();
    await expect(jongere.getByRole('status').first()).toContainText('Je afspraak is afgezegd');

    await act.getByRole('button', { name: 'Zeg af' }).click();
    await expect(page.getByRole('alert')).toContainText('De afspraak is net veranderd.');
    await expect(page.getByText('Dit schreef je, en het is niet verstuurd: “Helaas.”')).toBeVisible();
  });

  test('a jongere who chooses a time of a page that is old is told first', async ({
    page,
    site,
    own,
    somebodyElse,
  }) => {
    const booked = await openAppointment({ page, site, own }, 3);
    const jongere = await asJongere(await somebodyElse({ javaScriptEnabled: false }), booked);
    await jongere.getByRole('link', { name: 'Verzetten' }).click();
    const to = await freeTime(site, own, 9);
    await changeByApi(site, booked.token, to);
    await jongere.getByRole('button', { name: 'Kies deze tijd' }).click();
    await expect(jongere.getByRole('alert')).toContainText(`Je afspraak is nu op ${timeName(to)}, met Noor.`);
    await jongere.getByRole('button', { name: 'Kies deze tijd' }).click();
    await expect(jongere.getByRole('status').first()).toContainText('Je afspraak is verzet');
  });
});

test('a colleague takes over, notes are for the team, and every page can be used by everybody', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  test.setTimeout(90_000);
  await withColleagues(site, own, ['Yara'], async () => {
    const [time] = (await freeTimes(site, own)).slice(-1);
    if (!time) throw new Error('expected a free time');
    const booked = await bookByApi(site, time);
    const id = await idOf(site, booked);
    await site.sql`update appointments set casemanager_id = ${own.casemanager.id} where id = ${id}`;
    const path = `/medewerker/afspraken/${id}`;
    await signInByCookie(page.context(), site, own);
    for (const part of ['/verzetten', '/overdragen', '/opnieuw-kiezen', '/afzeggen', '/vervolg', '/link']) {
      await test.step(part, async () => {
        await page.goto(path + part);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectUsable(page, { thumbs: false });
      });
    }
    await page.goto(path);
    await page.getByLabel('Nieuwe notitie').fill('Vraagt naar <b>DUO</b>.');
    await page.getByRole('button', { name: /^Bewaar/ }).click();
    await expect(page.getByText('Vraagt naar <b>DUO</b>.')).toBeVisible();
    await (await unfold(page, 'Overdragen')).getByRole('button', { name: 'Yara Collega' }).click();
    await expect(said(page, `Overgedragen aan Yara: ${booked.name}.`)).toBeVisible();
    await expect(page.getByText('In de agenda van Yara')).toBeVisible();
    await expect(page.getByText('Overgedragen door Noor, van Noor naar Yara')).toBeVisible();
    await page.getByRole('button', { name: 'Weghalen' }).click();
    await expect(page.getByText('Vraagt naar')).toHaveCount(0);

    const jongere = await asJongere(await somebodyElse(), booked);
    await expect(jongere.getByText('Noor heeft de afspraak aan een collega gegeven: Yara.')).toBeVisible();
    await expect(jongere.getByText('Je praat nu met Yara.')).toBeVisible();
    await expectUsable(jongere, { thumbs: true });
    await page.goto(`${path}/afzeggen`);
    await page.getByRole('button', { name: 'Ja, zeg de afspraak af' }).click();
    await expect(said(page, `Afgezegd: ${booked.name}.`)).toBeVisible();
    await jongere.reload();
    await expect(jongere.getByRole('heading').first()).toHaveText('Noor heeft je afspraak afgezegd');
  });
});

async function expectNarrow(page: Page): Promise<void> {
  const wide = await page.locator('html').evaluate((html) => html.scrollWidth);
  expect(wide).toBeLessThanOrEqual(phone.width);
}
