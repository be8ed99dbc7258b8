import { randomBytes, randomUUID } from 'node:crypto';
import { hashToken } from '#server/kernel/tokens.ts';
import { bookByApi, changeByApi, freeTime, uniqueEmail } from '../api.ts';
import { addApp, confirmSessions, knockByCookie, trustDevices } from '../factors.ts';
import { expect } from '../fixtures.ts';
import type { World } from '../states.ts';
import { at, heading, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

const idOf = async ({ site }: World, email: string) => {
  const [row] = await site.sql`select id from staff where email = ${email}`;
  return String(row?.id);
};

const openSamira = async (world: World) => {
  await world.page.goto(`/medewerker/beheer/mensen/${await idOf(world, 'samira@example.nl')}`);
};

const token = randomBytes(24).toString('base64url');

/** A link to set a password, for the own casemanager; gives what takes it away. */
async function makeLink({ site, own }: World) {
  const { id } = own.casemanager;
  await site.sql`
    insert into password_links (staff_id, nonce, token_hash, kind, expires_at)
    values (${id}, ${randomUUID()}, ${hashToken(token)}, 'reset', now() + interval '1 hour')`;
  return () => site.sql`delete from password_links where staff_id = ${id}`;
}

/** A session of the beheerder in another browser. */
async function beginElsewhere(world: World) {
  const id = await idOf(world, 'iris@example.nl');
  const word = randomUUID();
  await world.site.sql`
    insert into sessions (id, user_id, created_at, last_used_at, expires_at, browser)
    values (${word}, ${id}, now(), now(), now() + interval '1 hour', 'Firefox, Windows')`;
  return () => world.site.sql`delete from sessions where id = ${word}`;
}

/** The address of the last two who share one: what they cancelled is kept as well. */
let shared = '';

/** Two people with one address. */
async function shareAddress({ site, own }: World) {
  shared = uniqueEmail();
  const first = await bookByApi(site, await freeTime(site, own), {
    name: 'Robin',
    contact: { email: shared },
  });
  const second = await bookByApi(site, await freeTime(site, own, 8), {
    name: 'Kim',
    contact: { email: shared },
  });
  return () => Promise.all([first, second].map(({ token }) => changeByApi(site, token, null)));
}

const iris = (world: World) => idOf(world, 'iris@example.nl');

/** The beheerder has an app, and two devices on which it is not asked. */
async function giveApp(world: World) {
  const id = await iris(world);
  const { remove } = await addApp(world.site, id);
  await trustDevices(world.site, id);
  return async () => {
    await remove();
    await world.site.sql`delete from trusted_devices where staff_id = ${id}`;
  };
}

const openApp = async (world: World) => {
  const [row] = await world.site.sql`select id from sign_in_factors where staff_id = ${await iris(world)}`;
  await world.page.goto(`/medewerker/account/factor/${row?.id}`);
};

/** The own casemanager gave their password, and has an app. */
async function knock({ page, site, own }: World) {
  const { remove } = await addApp(site, own.casemanager.id);
  await knockByCookie(page.context(), site, own.casemanager.id);
  return remove;
}

/** Who works here, and the own account, as a beheerder has them; the first of them signs in. */
export const peopleForms: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/beheer/mensen/uitnodigen.astro',
    open: async ({ page }) => {
      await page.goto('/medewerker/inloggen?back=/medewerker/beheer/mensen/uitnodigen');
      await page.getByRole('button', { name: /^Inloggen als Iris/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Collega uitnodigen');
    },
    send: async ({ page }) => {
      await page.getByLabel('Voornaam').fill('Robin');
      await page.getByLabel('Achternaam').fill('Voorbeeld');
      await page.getByLabel('E-mailadres').fill('samira@example.nl');
      await press(page, 'Maak de uitnodiging');
    },
    shows: async (world) => {
      await title(world, /^Fout: Collega uitnodigen/);
      await holds(world, 'E-mailadres', 'samira@example.nl');
    },
  },
  {
    form: 'pages/medewerker/beheer/mensen/inlezen/index.astro#2',
    open: at('/medewerker/beheer/mensen/inlezen'),
    send: async ({ page }) => {
      await page.getByLabel('Of plak de lijst hier').fill('voornaam;achternaam\nRobin;Voorbeeld');
      await press(page, 'Bekijk wat er verandert');
    },
    shows: async (world) => {
      await title(world, /^Fout: Mensen inlezen/);
      await holds(world, 'Of plak de lijst hier', 'voornaam;achternaam\nRobin;Voorbeeld');
    },
  },
  {
    form: 'pages/medewerker/beheer/rechten/index.astro',
    open: at('/medewerker/beheer/rechten'),
    send: async ({ page }) => {
      await page
        .locator('input[name="list"]')
        .evaluate((field) => field.setAttribute('value', 'another list'));
      await press(page, 'Ik heb de lijst nagekeken en onderteken');
    },
    shows: (world) => title(world, /^Fout: Wie mag wat/),
  },
  {
    form: 'people/Details.astro',
    open: openSamira,
    send: async ({ page }) => {
      await page.getByLabel('Voornaam').fill('');
      await page.getByLabel('Achternaam').fill('Anders');
      await press(page, 'Opslaan');
    },
    shows: async (world) => {
      await title(world, /^Fout: Samira/);
      await holds(world, 'Achternaam', 'Anders');
    },
  },
  {
    form: 'people/Access.astro',
    open: openSamira,
    send: ({ page }) => press(page, 'Link voor een nieuw wachtwoord'),
    shows: ({ page }) => expect(page.getByText('De link is klaar')).toBeVisible(),
  },
  {
    form: 'people/LeaveForm.astro',
    open: async (world) => {
      await openSamira(world);
      await world.page.getByRole('link', { name: 'Toegang stoppen' }).click();
      await heading(world, /^Stoppen: Samira/);
    },
    // Somebody books meanwhile, so it is refused and asked anew.
    send: async (world) => {
      const { page } = world;
      await page.getByLabel('Bericht aan de jongeren').fill('Samira werkt ergens anders.');
      await page
        .locator('input[name^="version-"]')
        .first()
        .evaluate((field) => field.setAttribute('value', '99'));
      await press(page, 'Draag over en stop de toegang');
    },
    shows: async (world) => {
      await title(world, /^Fout: Stoppen: Samira/);
      await holds(world, 'Bericht aan de jongeren', 'Samira werkt ergens anders.');
    },
  },
  {
    form: 'held/RequestForm.astro',
    open: at('/medewerker/beheer/inzage'),
    send: async ({ page }) => {
      await page.getByLabel('E-mailadres of telefoonnummer').fill('sam@voorbeeld');
      await press(page, 'Zoek op');
    },
    shows: async (world) => {
      await title(world, /^Fout: Inzage/);
      await holds(world, 'E-mailadres of telefoonnummer', 'sam@voorbeeld');
    },
  },
  {
    form: 'held/NameForm.astro',
    prepare: shareAddress,
    open: async ({ page }) => {
      await page.goto('/medewerker/beheer/inzage');
      await page.getByLabel('E-mailadres of telefoonnummer').fill(shared);
      await page.getByLabel('Op een mail naar dit adres kwam antwoord').check();
      await press(page, 'Zoek op');
      await expect(page.getByText('2 afspraken')).toBeVisible();
    },
    send: async ({ page }) => {
      await page.getByLabel('Laat alleen zien van').selectOption('Robin');
      await press(page, 'Laat zien');
    },
    shows: ({ page }) => expect(page.getByText('1 afspraak')).toBeVisible(),
  },
  {
    form: 'pages/medewerker/account.astro',
    open: at('/medewerker/account'),
    send: async ({ page }) => {
      await page.getByLabel('Je wachtwoord van nu').fill('niet-het-wachtwoord');
      await page.getByLabel('Je nieuwe wachtwoord').fill('kip fiets maandag groen');
      await press(page, 'Wachtwoord wijzigen');
    },
    shows: async (world) => {
      await title(world, /^Fout: Account/);
      await holds(world, 'Je wachtwoord van nu', '');
    },
  },
  {
    form: 'account/SessionList.astro',
    prepare: beginElsewhere,
    open: at('/medewerker/account'),
    send: ({ page }) => press(page, 'Uitloggen: Firefox, Windows'),
  },
  {
    form: 'account/SessionList.astro#2',
    prepare: beginElsewhere,
    open: at('/medewerker/account'),
    send: ({ page }) => press(page, 'Overal anders uitloggen'),
  },
  {
    form: 'pages/medewerker/wachtwoord/[token].astro',
    prepare: makeLink,
    open: at(`/medewerker/wachtwoord/${token}`),
    send: async ({ page }) => {
      await page.getByLabel('Je nieuwe wachtwoord').fill('kort');
      await press(page, 'Wachtwoord opslaan');
    },
    shows: async (world) => {
      await title(world, /^Fout: Kies een wachtwoord/);
      await holds(world, 'Je nieuwe wachtwoord', '');
    },
  },
  {
    form: 'pages/medewerker/wachtwoord-vergeten.astro',
    open: at('/medewerker/wachtwoord-vergeten'),
    send: async ({ page }) => {
      await page.getByLabel('E-mailadres').fill('geen adres');
      await press(page, 'Vraag een nieuw wachtwoord');
    },
    shows: async (world) => {
      await title(world, /^Fout: Wachtwoord vergeten/);
      await holds(world, 'E-mailadres', 'geen adres');
    },
  },
  {
    form: 'pages/medewerker/account/bevestigen.astro',
    open: at('/medewerker/account/bevestigen'),
    send: async ({ page }) => {
      await page.getByLabel('Je wachtwoord').fill('niet-het-wachtwoord');
      await press(page, 'Verder');
    },
    shows: (world) => title(world, /^Fout: Vul je wachtwoord in/),
  },
  {
    form: 'account/AddFactor.astro#2',
    prepare: async (world) => {
      const id = await iris(world);
      await confirmSessions(world.site, id);
      return () => confirmSessions(world.site, id, false);
    },
    open: at('/medewerker/account/toevoegen'),
    send: async ({ page }) => {
      await page.getByLabel('Code die je app nu toont').fill('000000');
      await press(page, 'App toevoegen');
    },
    shows: async (world) => {
      await title(world, /^Fout: Tweede stap toevoegen/);
      await holds(world, 'Code die je app nu toont', '');
    },
  },
  {
    form: 'pages/medewerker/account/factor/[id].astro',
    prepare: giveApp,
    open: openApp,
    send: async ({ page }) => {
      await page.getByLabel('Naam').fill('a'.repeat(61));
      await press(page, 'Naam opslaan');
    },
    shows: async (world) => {
      await title(world, /^Fout: Authenticator-app/);
      await holds(world, 'Naam', 'a'.repeat(61));
    },
  },
  // These ask for the password first.
  {
    form: 'pages/medewerker/account/factor/[id].astro#2',
    prepare: giveApp,
    open: openApp,
    send: ({ page }) => press(page, 'Verwijderen'),
    shows: (world) => heading(world, 'Vul je wachtwoord in'),
  },
  {
    form: 'pages/medewerker/account/herstelcodes.astro#2',
    prepare: giveApp,
    open: at('/medewerker/account/herstelcodes'),
    send: ({ page }) => press(page, 'Maak nieuwe herstelcodes'),
    shows: (world) => heading(world, 'Vul je wachtwoord in'),
  },
  {
    form: 'account/DeviceList.astro',
    prepare: giveApp,
    open: at('/medewerker/account'),
    send: ({ page }) => press(page, 'Weer vragen: Firefox, Windows'),
  },
  {
    form: 'account/DeviceList.astro#2',
    prepare: giveApp,
    open: at('/medewerker/account'),
    send: ({ page }) => press(page, 'Overal weer vragen'),
  },
  {
    form: 'pages/medewerker/inloggen/bevestigen.astro#2',
    prepare: knock,
    open: at('/medewerker/inloggen/bevestigen'),
    send: async ({ page }) => {
      await page.getByLabel('Code van 6 cijfers').fill('000000');
      await press(page, 'Verder');
    },
    shows: async (world) => {
      await title(world, /^Fout: Laat zien dat jij het bent/);
      await holds(world, 'Code van 6 cijfers', '');
    },
  },
  {
    form: 'pages/medewerker/inloggen/bevestigen.astro#3',
    prepare: knock,
    open: at('/medewerker/inloggen/bevestigen'),
    send: async ({ page }) => {
      await page.getByText('Ik heb mijn apparaat niet bij me').click();
      await page.getByLabel('Herstelcode').fill('aaaaa-aaaaa');
      await press(page, 'Gebruik deze herstelcode');
    },
    shows: (world) => title(world, /^Fout: Laat zien dat jij het bent/),
  },
];
