import { signInByCookie, staffOf } from './staff.ts';
import type { State, World } from './states.ts';

/** Without a place to break, and as long as a name may be. */
const longName = `${'Wolkenkrabber'.repeat(6)}xy`;

const press = ({ page }: World, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

/** Opens a page as the beheerder of the demo. */
async function asManager({ page, site }: World, path: string) {
  await signInByCookie(page.context(), site, await staffOf(site, 'iris'));
  await page.goto(`/medewerker/beheer${path}`);
}

/** The same, with a button pressed and its answer waited for. */
async function refused(world: World, path: string, button: string) {
  await asManager(world, path);
  await press(world, button);
  await world.page.getByRole('alert').first().waitFor();
}

/** Opens a page while there are more people than fit on it, with names that do not break. */
async function amongMany(world: World, path: string) {
  const { sql } = world.site;
  await sql`
    insert into staff (email, first_name, last_name, roles, active)
    select 'velen' || n || repeat('x', 40) || '@example.nl', ${longName}, ${longName},
      array['casemanager', 'coordinator', 'beheerder'], false
    from generate_series(1, 60) n`;
  await asManager(world, path);
  await sql`delete from staff where email like 'velen%'`;
}

/** What a beheerder sees, where no journey of theirs comes. */
export const beheerStates: Record<string, State> = {
  'many people with long names': {
    heading: 'Mensen',
    open: (world) => amongMany(world, `/mensen?find=${longName}`),
  },
  'who may do what, of many': { heading: 'Wie mag wat', open: (world) => amongMany(world, '/rechten') },
  'nobody found': { heading: 'Mensen', open: (world) => asManager(world, '/mensen?find=niemand') },
  'a page that is not there for who works here': {
    heading: 'Deze pagina is er niet',
    open: (world) => asManager(world, '/mensen/11111111-1111-4111-8111-111111111111'),
  },
  'somebody who leaves much open': {
    heading: 'Stoppen: Samira Bouzidi',
    open: async (world) => {
      const [samira] = await world.site.sql`select id from staff where email = 'samira@example.nl'`;
      await asManager(world, `/mensen/${String(samira?.id)}/stoppen`);
    },
  },
  'a topic with errors': {
    heading: 'Nieuw onderwerp',
    open: async (world) => {
      await asManager(world, '/onderwerpen/nieuw');
      await world.page.getByLabel('Duur in minuten').fill('abc');
      await press(world, 'Opslaan');
      await world.page.getByRole('alert').waitFor();
    },
  },
  'an organisation with errors': {
    heading: 'Nieuwe organisatie',
    open: (world) => refused(world, '/organisaties/nieuw', 'Opslaan'),
  },
  'a location that afspraken are at, before it ends': {
    heading: 'Jongerenpunt070',
    open: (world) => refused(world, '/locaties/jongerenpunt070', 'Stoppen'),
  },
  'a link with its poster': {
    heading: 'Links en posters',
    open: (world) =>
      asManager(
        world,
        `/links?topic=weg&manner=op-locatie%2Fscheveningen&sentence=${'Doorstromingsbegeleiding'.repeat(2)}`,
      ),
  },
  'the screens of waiting rooms': { heading: 'Schermen', open: (world) => asManager(world, '/schermen') },
  'colours that are none': {
    heading: 'Huisstijl',
    open: async (world) => {
      await asManager(world, '/huisstijl');
      await world.page.getByLabel('Knoppen: Overdag').fill('rood');
      await press(world, 'Bekijk de kleuren');
      await world.page.getByRole('alert').waitFor();
    },
  },
  'the log, of a day that is none': {
    heading: 'Logboek',
    open: async (world) => {
      await asManager(world, '/logboek');
      await world.page.getByLabel('Vanaf').fill('ooit');
      await press(world, 'Zoeken');
      await world.page.getByRole('alert').waitFor();
    },
  },
  'what is kept of nobody': { heading: 'Inzage', open: (world) => refused(world, '/inzage', 'Zoek op') },
  'hours that are none': {
    heading: 'Contact en openingstijden',
    open: async (world) => {
      await asManager(world, '/instellingen/contact');
      await world.page.getByLabel('Maandag, deel 1, van').fill('25');
      await press(world, 'Bekijk wat er verandert');
      await world.page.getByRole('alert').waitFor();
    },
  },
  'settings of referring': {
    heading: 'Doorverwijzen',
    open: (world) => asManager(world, '/instellingen/doorverwijzen'),
  },
  'settings of trajecten': {
    heading: 'Trajecten',
    open: (world) => asManager(world, '/instellingen/trajecten'),
  },
  'terms of meldingen': {
    heading: 'Termijnen',
    open: (world) => asManager(world, '/termijnen'),
  },
  'settings of ages': {
    heading: 'Leeftijden',
    open: (world) => asManager(world, '/instellingen/leeftijden'),
  },
  'settings of signing in': {
    heading: 'Inloggen',
    open: (world) => asManager(world, '/instellingen/inloggen'),
  },
  'a message with a sentence that is wrong': {
    heading: 'Voorbeelden',
    open: (world) => asManager(world, `/voorbeelden?of=confirmed.nl&added=${'{voornaam}'.repeat(9)}`),
  },
  'a text message': { heading: 'Voorbeelden', open: (world) => asManager(world, '/voorbeelden?form=text') },
  'settings of limits': { heading: 'Grenzen', open: (world) => asManager(world, '/instellingen/grenzen') },
  'settings of statements': {
    heading: 'Verklaringen',
    open: (world) => asManager(world, '/instellingen/verklaringen'),
  },
  'settings of holidays': {
    heading: 'Schoolvakanties',
    open: (world) => asManager(world, '/instellingen/schoolvakanties'),
  },
};
