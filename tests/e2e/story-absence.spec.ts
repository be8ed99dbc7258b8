import { uniqueEmail } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import {
  browserOf,
  closeWith,
  linkInMessage,
  nextAction,
  noteHeld,
  openTraject,
  planGesprek,
  reportPupil,
  said,
  sizes,
  tellSchool,
  writeVerslag,
} from './support/storyActs.ts';
import { bornBefore, storyGround } from './support/storyGround.ts';

// Groningen: a preventiemedewerker of an mbo speaks with somebody of 17 who stays away, tells the woongemeente, the parents and the
// school, and hands over to leerplicht when it goes on.

for (const { name, outside, staff } of sizes)
  test(`who stays away of an mbo is spoken with, and goes to leerplicht at last: ${name}`, async ({
    site,
    somebodyElse,
  }) => {
    const ground = await storyGround(site);
    const prevention = await ground.team('Preventie mbo', 'preventie', {
      coordinator: 'Petra',
      casemanager: 'Pia',
    });
    const duty = await ground.team('Leerplicht', 'leerplicht', { coordinator: 'Lotte', casemanager: 'Leo' });
    const email = uniqueEmail();
    const firstName = `Fay-${ground.word}`;
    const fay = { firstName, lastName: 'Smit', birthDate: bornBefore(17), email };
    const whole = `${firstName} Smit`;
    const world = { site, somebodyElse };
    const school = await browserOf(world, outside, ground.reporter);
    const jongere = await browserOf(world, outside);
    const desk = await browserOf(world, staff, prevention.casemanager);
    const officer = await browserOf(world, staff, duty.casemanager);

    await reportPupil(school, ground, fay, { kind: 'Minder verzuim, of een zorg', asks: 'Praat met Fay' });
    await openTraject(desk, whole, 'unassigned');
    await press(desk, 'Wijs toe');
    await said(desk, 'Toegewezen.');
    await planGesprek(desk);
    await jongere.goto(await linkInMessage(jongere, site, email));
    await expect(jongere.getByRole('main')).toContainText('Pia');
    await expect(nextAction(desk)).toHaveText('Gesprek voeren');
    await noteHeld(desk, site, firstName);
    await desk.getByRole('link', { name: 'Bellen', exact: true }).click();
    await desk.getByLabel('Met wie').selectOption('ouders');
    await press(desk, 'Gesproken');
    await said(desk, 'Genoteerd.');
    const facts = 'Gesproken op school, met de mentor erbij';
    await writeVerslag(desk, { facts, agreements: 'Elke dag om negen uur', audience: 'woongemeente' });
    await press(desk, 'per e-mail');
    await said(desk, 'Genoteerd dat je dit hebt verstuurd.');
    await tellSchool(desk, 'We maakten afspraken met Fay');
    await school.reload();
    await expect(school.getByText('We maakten afspraken met Fay')).toBeVisible();
    await expect(school.getByText(/^Pia van Preventie mbo heeft je melding/)).toBeVisible();

    await reportPupil(school, ground, fay, {
      kind: 'Verzuim van 16 uur of meer in 4 weken',
      asks: 'Het gaat door',
    });
    await desk.reload();
    await desk.getByRole('link', { name: 'Maak de overdracht klaar' }).click();
    await desk.locator('[name=handoverReason]').fill('Het verzuim gaat door');
    await desk.getByLabel('Naam en contact').check();
    await desk.getByLabel('Alleen afspraken').check();
    await press(desk, 'Bied de overdracht aan');
    await said(desk, 'De overdracht is aangeboden.');

    await officer.goto('/medewerker/trajecten');
    await officer.getByRole('link', { name: new RegExp(whole) }).click();
    await expect(officer.getByText('Elke dag om negen uur')).toBeVisible();
    await press(officer, 'Aanvaard de overdracht');
    await said(officer, 'Dit traject is nu van jou.');
    await closeWith(officer, {
      destination: 'Voltijd opleiding',
      check: 'De school bevestigt het',
      where: 'Zelfde opleiding',
      askWho: 'De mentor',
      why: 'Weer op school',
    });
    await school.reload();
    await expect(school.getByText('De leerling is weer op school.')).toBeVisible();
  });
