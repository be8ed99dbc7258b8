import { dateInAmsterdam, hourMs, startOfDate } from '#server/kernel/time.ts';
import { uniquePhone } from './support/api.ts';
import { test as base, expect } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import { type Site, startSite } from './support/site.ts';
import {
  browserOf,
  closeWith,
  findNothing,
  linkInText,
  nextAction,
  said,
  sizes,
} from './support/storyActs.ts';
import { bornBefore, letLooksComeDue, storyGround } from './support/storyGround.ts';

// Ingrado: somebody of 21 in a vulnerable position, whom no school reports, is kept in sight: an invitation, a place that suits, and a
// look at how it goes one and three months later.

/** Noon of today: at night a text message waits for the morning. */
const test = base.extend<object, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed.
    async ({}, use) => {
      const site = await startSite({}, startOfDate(dateInAmsterdam(Date.now())) + 12 * hourMs);
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
// One after the other: another worker would start a site of its own for the second.
test.describe.configure({ mode: 'default' });

for (const { name, outside, staff } of sizes)
  test(`who is vulnerable is kept in sight until three months after: ${name}`, async ({
    site,
    somebodyElse,
  }) => {
    const ground = await storyGround(site);
    const names = { coordinator: 'Carlijn', casemanager: 'Daan' };
    const { casemanager } = await ground.team('Doorstroompunt', 'doorstroompunt', names);
    const phone = uniquePhone();
    const whole = `Noa-${ground.word} de Vries`;
    const world = { site, somebodyElse };
    const desk = await browserOf(world, staff, casemanager);
    const jongere = await browserOf(world, outside);

    await desk.goto('/medewerker/trajecten');
    await desk.getByRole('link', { name: /^Nieuw traject/ }).click();
    await desk.getByRole('radio', { name: /^De jongere is kwetsbaar/ }).check();
    await desk.getByLabel('Voornaam').fill(`Noa-${ground.word}`);
    await desk.getByLabel('Tussenvoegsel').fill('de');
    await desk.getByLabel('Achternaam').fill('Vries');
    await desk.getByLabel('Geboortedatum').fill(bornBefore(21));
    await desk.getByLabel('Telefoonnummer').fill(phone);
    await press(desk, 'Begin het traject');
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText(whole);
    await press(desk, 'Nodig uit per sms');
    await said(desk, 'De uitnodiging is gemaakt.');

    await jongere.goto(await linkInText(jongere, site, phone));
    await press(jongere, 'Bel me');
    await expect(jongere.getByText('Daan belt je zo snel mogelijk op een werkdag.')).toBeVisible();

    await desk.reload();
    await expect(desk.getByText('Zo verteld, niet gecontroleerd')).toBeVisible();
    await expect(nextAction(desk)).toHaveText('Bellen');
    await press(desk, 'Gesproken');
    await said(desk, 'Genoteerd.');
    await closeWith(desk, {
      destination: 'Zorg, dagbesteding, opvang of detentie',
      check: 'De zorgverlener bevestigt het',
      where: 'Dagbesteding De Tuin',
      askWho: 'Jobcoach Van Dam',
    });

    // One month, and three.
    for (const note of ['Komt elke dag', 'Gaat beginnen met leren']) {
      await letLooksComeDue(site, phone);
      await desk.goto('/medewerker/trajecten/nazorg');
      await expect(desk.getByText('Jobcoach Van Dam').first()).toBeVisible();
      await desk.getByRole('link', { name: whole }).first().click();
      await desk.getByLabel('Hoe gaat het?').selectOption('Nog op de plek');
      await desk.getByLabel('Wat hoorde je?').fill(note);
      await press(desk, 'Vastleggen');
      await said(desk, 'Genoteerd hoe het gaat.');
      await expect(desk.getByText(note).first()).toBeVisible();
    }
    await expect(desk.getByText('Er is geen nazorg gepland.')).toBeVisible();
    await findNothing(desk, 'axe on what is closed');
  });
