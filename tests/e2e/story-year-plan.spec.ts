import type { Page } from '@playwright/test';
import { uniqueEmail } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import {
  assignTo,
  browserOf,
  chooseTime,
  closeWith,
  linkInMessage,
  noteHeld,
  openTraject,
  reportPupil,
  said,
  sizes,
} from './support/storyActs.ts';
import { bornBefore, storyGround } from './support/storyGround.ts';

// De Overstap: the gemeente begins its year plan, a school does its steps and reports a pupil at risk, who is helped to a training.

/** Of one school alone: other tests have schools too, and a step shows twelve. */
async function showSchool(lead: Page, school: string): Promise<void> {
  await lead.getByLabel('School', { exact: true }).selectOption(school);
  await press(lead, 'Toon');
}

for (const { name, outside, staff } of sizes)
  test(`a school does its steps of De Overstap, and who it reports is helped over: ${name}`, async ({
    site,
    somebodyElse,
  }) => {
    const ground = await storyGround(site);
    const names = { coordinator: 'Lotte', casemanager: 'Leo' };
    const { coordinator, casemanager } = await ground.team('Leerplicht', 'leerplicht', names);
    const email = uniqueEmail();
    const firstName = `Bo-${ground.word}`;
    const whole = `${firstName} Kuiper`;
    const world = { site, somebodyElse };
    const school = await browserOf(world, outside, ground.reporter);
    const jongere = await browserOf(world, outside);
    const lead = await browserOf(world, staff, coordinator);
    const desk = await browserOf(world, staff, casemanager);
    /** A step of this plan on the page of the school: the demo has a plan too. */
    const step = (title: string) => school.locator('.own-step').filter({ hasText: title });

    await lead.goto('/medewerker/jaarplan');
    await press(lead, 'Begin met De Overstap');
    await said(lead, 'Het plan staat klaar.');
    await showSchool(lead, ground.school.name);
    await lead.getByLabel(ground.school.name, { exact: true }).selectOption('Vo-school');
    await lead.locator('button[value=sectors]').click();
    await said(lead, 'Bewaard.');
    // Whenever this runs, the step of reporting is now.
    const reporting = lead.locator('.plan-step', { hasText: 'Risicoleerlingen aanmelden' });
    const change = reporting.getByRole('link', { name: /^Wijzig/ });
    // What is late is unfolded already.
    if (!(await change.isVisible())) await reporting.locator('summary').click();
    await change.click();
    await lead.getByLabel('Wat gebeurt er?').fill(`Aanmelden ${ground.word}`);
    await lead.getByLabel('Eerste dag').fill('vandaag');
    await lead.getByLabel('Laatste dag').fill('morgen');
    await press(lead, 'Bewaar de stap');
    await said(lead, 'De stap is bewaard.');

    await school.goto('/school');
    await expect(step(`Aanmelden ${ground.word}`)).toContainText('Bezig');
    const bo = { firstName, lastName: 'Kuiper', birthDate: bornBefore(16), email };
    await reportPupil(school, ground, bo, { kind: 'Niet aangemeld voor het mbo', asks: 'Help kiezen' });
    await school.goto('/school');
    await school.getByText('Alle stappen van dit jaar').click();
    await expect(step(`Aanmelden ${ground.word}`)).toContainText('Klaar');
    await lead.goto('/medewerker/jaarplan');
    await showSchool(lead, ground.school.name);
    const done = lead.locator('.plan-step', { hasText: `Aanmelden ${ground.word}` });
    await expect(done).toContainText(/door een melding/);

    await assignTo(lead, [whole], casemanager);
    await openTraject(desk, whole);
    await press(desk, 'Nodig uit per e-mail');
    await jongere.goto(await linkInMessage(jongere, site, email));
    await expect(jongere.getByText('Je bent nog geen 18.', { exact: false })).toBeVisible();
    await chooseTime(jongere, casemanager);
    await desk.reload();
    await noteHeld(desk, site, firstName);
    await closeWith(desk, {
      destination: 'Voltijd opleiding',
      check: 'De school bevestigt het',
      where: 'Mbo, zorg en welzijn',
      askWho: 'De decaan',
      why: 'Uitgeschreven voor een andere opleiding',
    });
    await school.goto('/school?all=yes');
    await expect(school.getByRole('link', { name: new RegExp(whole) })).toContainText('Afgesloten');
    await site.sql`delete from year_plans where organisation_id = ${ground.gemeente.id}`;
  });
