import { uniqueEmail, uniquePhone } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import {
  assignTo,
  browserOf,
  chooseTime,
  closeWith,
  linkInMessage,
  nextAction,
  noteHeld,
  openTraject,
  reportPupil,
  said,
  sizes,
  tellSchool,
  writeVerslag,
} from './support/storyActs.ts';
import { bornBefore, storyGround } from './support/storyGround.ts';

// Den Haag: a school signs somebody of 20 out without startkwalificatie; a casemanager invites them, and a leerwerkplek is found.

for (const { name, outside, staff } of sizes)
  test(`who left school early is invited and finds a leerwerkplek: ${name}`, async ({
    site,
    somebodyElse,
  }) => {
    const ground = await storyGround(site);
    const names = { coordinator: 'Carlijn', casemanager: 'Samira' };
    const { coordinator, casemanager } = await ground.team('Doorstroompunt', 'doorstroompunt', names);
    const email = uniqueEmail();
    const firstName = `Sem-${ground.word}`;
    const sem = { firstName, lastName: 'Visser', birthDate: bornBefore(20), email, phone: uniquePhone() };
    const whole = `${firstName} Visser`;
    const world = { site, somebodyElse };
    const school = await browserOf(world, outside, ground.reporter);
    const jongere = await browserOf(world, outside);
    const lead = await browserOf(world, staff, coordinator);
    const desk = await browserOf(world, staff, casemanager);

    await reportPupil(school, ground, sem, {
      kind: 'Uitgeschreven zonder startkwalificatie',
      asks: 'Help Sem verder',
    });
    await assignTo(lead, [whole], casemanager);
    await openTraject(desk, whole);
    await expect(desk.getByText('Help Sem verder')).toBeVisible();
    await press(desk, 'Geen gehoor');
    await expect(nextAction(desk)).toHaveText('Bericht sturen');
    await press(desk, 'Nodig uit per e-mail');
    await said(desk, 'De uitnodiging is gemaakt.');

    await jongere.goto(await linkInMessage(jongere, site, email));
    await expect(jongere.getByRole('heading', { level: 1 })).toHaveText('Samira wil graag met je praten');
    await chooseTime(jongere, casemanager);

    await desk.reload();
    await expect(nextAction(desk)).toHaveText('Gesprek voeren');
    await noteHeld(desk, site, firstName);
    await writeVerslag(desk, { facts: 'Sem wil werken en leren', agreements: 'Samen naar de bakkerij' });
    await tellSchool(desk, 'Sem begint bij een bakkerij');
    await expect(desk.getByText('Intake', { exact: true }).first()).toBeVisible();
    await closeWith(desk, {
      destination: 'Leren en werken (bbl)',
      check: 'Ik zag het contract',
      where: 'Bakkerij Broekhof',
      askWho: 'De heer Broekhof',
      why: 'Uitgeschreven voor een andere opleiding',
    });

    await school.reload();
    await expect(school.getByText('Sem begint bij een bakkerij')).toBeVisible();
    await expect(school.getByText('De leerling ging naar een andere opleiding.')).toBeVisible();
  });
