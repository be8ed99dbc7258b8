import { uniqueName } from '../api.ts';
import { insertBegunToday } from '../database.ts';
import { expect } from '../fixtures.ts';
import type { World } from '../states.ts';
import { title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

/** Opens Vandaag with an afspraak that began. The page of one that goes away meanwhile would load anew. */
const today = async ({ page, site, own }: World) => {
  await page.goto('/hulp-nu');
  await insertBegunToday(site, own, uniqueName());
  await page.goto('/medewerker');
};

/** Somebody changed it meanwhile, so that what is sent is no longer about it as it is. */
const changed = ({ site, own }: World) =>
  site.sql`update appointments set sequence = sequence + 1 where casemanager_id = ${own.casemanager.id}`;

const tooLate = (world: World) => title(world, /Fout: /);

export const todayForms: readonly PostedForm[] = [
  {
    form: 'today/NextCard.astro',
    open: today,
    send: async ({ page }) => {
      await page.getByTitle('Notitie').click();
      await page.getByLabel('Notitie voor je team').fill('n'.repeat(501));
      await page.getByRole('button', { name: 'Bewaar notitie' }).click();
    },
    shows: async (world) => {
      await tooLate(world);
      await expect(world.page.locator('textarea[name=text]')).toHaveValue('n'.repeat(501));
    },
  },
  {
    form: 'today/NextCard.astro#2',
    open: today,
    send: async (world) => {
      await changed(world);
      await world.page.getByRole('button', { name: 'Geweest', exact: true }).click();
    },
    shows: tooLate,
  },
  {
    form: 'today/ToDo.astro',
    open: async (world) => {
      const { site, own, page } = world;
      await page.goto('/hulp-nu');
      await insertBegunToday(site, own, uniqueName());
      // It is over, so it stands among what is to do.
      await site.sql`
        update appointments set ends_at = starts_at + interval '1 second' where casemanager_id = ${own.casemanager.id}
          and starts_at <= now() and outcome is null and status = 'booked'`;
      await page.goto('/medewerker');
    },
    send: async (world) => {
      await changed(world);
      await world.page
        .getByRole('button', { name: /: geweest$/ })
        .first()
        .click();
    },
    shows: tooLate,
  },
];
