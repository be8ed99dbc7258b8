import { uniqueEmail } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { press } from './support/forms/acts.ts';
import {
  assignTo,
  browserOf,
  closeWith,
  findNothing,
  linkInMessage,
  readList,
  said,
  sizes,
} from './support/storyActs.ts';
import { bornBefore, storyGround } from './support/storyGround.ts';

// Zuidoost-Drenthe: who passed vmbo and is signed up nowhere. A mistake of an administration, one who answers that they have a school,
// two who are on a newer list, and one who moved: at last nobody is unexplained.

for (const { name, outside, staff } of sizes)
  test(`a list of who passed vmbo counts down to nobody unexplained: ${name}`, async ({
    site,
    somebodyElse,
  }) => {
    const ground = await storyGround(site);
    const names = { coordinator: 'Linda', casemanager: 'Leo' };
    const { casemanager } = await ground.team('Leerplicht', 'leerplicht', names);
    const email = uniqueEmail();
    const last = ground.word[0]?.toUpperCase() + ground.word.slice(1);
    const born = bornBefore(16);
    const rows = (people: string[]) =>
      ['leerlingnummer;voornaam;achternaam;geboortedatum;woonplaats;email', ...people].join('\n');
    const row = (number: number, firstName: string, birthDate = born, more = '') =>
      `${number};${firstName};${last};${birthDate};${firstName === 'Daan' ? '' : ground.residence};${more}`;
    const world = { site, somebodyElse };
    const desk = await browserOf(world, staff, casemanager);
    const jongere = await browserOf(world, outside);

    const people = [
      row(1, 'Anna'),
      row(2, 'Bilal', '31-2-2010', email),
      row(3, 'Cem'),
      row(4, 'Daan'),
      row(5, 'Elin', ''),
    ];
    await readList(desk, ground, 'Geslaagd voor vmbo, nergens aangemeld', rows(people));
    const list = desk.url();
    await desk.getByRole('link', { name: /^Herstel ?: Rij 3/ }).click();
    await desk.getByLabel('Geboortedatum').fill(born);
    await press(desk, 'Sla de rij op');
    await press(desk, 'Neem 4 rijen op');
    await expect(desk.getByText('4 rijen opgenomen, van wie 4 nieuw. 1 rijen wachten nog.')).toBeVisible();
    await desk.getByLabel(/^Kies rij 6/).check();
    await desk.getByLabel('Waarom is er niets nodig?').selectOption('Verhuisd');
    await press(desk, 'Verklaar');

    // An administration made a mistake: a call to the school, and it is settled.
    await assignTo(desk, [`Anna ${last}`, `Bilal ${last}`, `Cem ${last}`, `Daan ${last}`], casemanager);
    const open = async (person: string) => {
      await desk.goto(list);
      await desk.getByRole('link', { name: /^In traject/ }).click();
      await desk.getByRole('link', { name: person }).click();
    };
    await open(`Anna ${last}`);
    const settled = {
      destination: 'Voltijd opleiding',
      check: 'De school bevestigt het',
      where: 'Mbo, niveau 2',
      askWho: 'De decaan',
      why: 'Uitgeschreven voor een andere opleiding',
    };
    await closeWith(desk, settled);

    // Who is invited says that they have a school.
    await open(`Bilal ${last}`);
    await press(desk, 'Nodig uit per e-mail');
    await jongere.goto(await linkInMessage(jongere, site, email));
    await press(jongere, 'Ik heb al een school');
    await jongere.getByLabel('Op welke school zit je?').fill('Het Anker College');
    await press(jongere, 'Bewaar');
    await expect(jongere.getByText('Dit zei je erbij: Het Anker College')).toBeVisible();
    await desk.reload();
    await expect(desk.getByText('Het Anker College')).toBeVisible();
    await closeWith(desk, settled);

    // A newer list has the other two.
    await readList(desk, ground, 'Iedereen die is ingeschreven', rows([row(3, 'Cem'), row(4, 'Daan')]));
    await desk.getByRole('button', { name: /^Neem 2 rijen op/ }).click();
    await desk.getByRole('link', { name: 'Bekijk wie een plek heeft' }).click();
    for (const firstName of ['Cem', 'Daan']) await desk.getByLabel(new RegExp(firstName)).check();
    await press(desk, 'Bevestig wie je hebt gekozen');
    await said(desk, 'Bevestigd: 2.');

    await desk.goto(list);
    await expect(desk.getByRole('heading', { name: 'Niemand is meer onverklaard' })).toBeVisible();
    await expect(desk.getByRole('list', { name: 'Hoe de lijst ervoor staat' })).toHaveText(
      /0\s*onverklaard/i,
    );
    await findNothing(desk, 'axe on a list that is done');
  });
