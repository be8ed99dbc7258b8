import type { Page } from '@playwright/test';
import { bookByApi, type FreeTime, freeTimes } from '../api.ts';
import { expect } from '../fixtures.ts';
import type { World } from '../states.ts';

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();
export const title = ({ page }: World, text: RegExp) => expect(page).toHaveTitle(text);
export const heading = ({ page }: World, text: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
export const holds = async ({ page }: World, label: string | RegExp, value: string | RegExp) =>
  expect(page.getByLabel(label)).toHaveValue(value);
export const at =
  (path: string) =>
  ({ page }: World) =>
    page.goto(path);

/** An afspraak whose id and token are known, made anew each time: at the first free time, or at another. */
export async function made({ site, own }: World, given?: FreeTime) {
  const time = given ?? (await freeTimes(site, own))[0];
  if (!time) throw new Error('expected a free time');
  const booked = await bookByApi(site, time);
  const [row] = await site.sql<{ id: string }[]>`select id from appointments where name = ${booked.name}`;
  if (!row) throw new Error('expected the afspraak that was just made');
  return { ...booked, id: row.id, time };
}

/** Opens a page of the portal about a fresh afspraak. */
export const care = (path: string, when?: (world: World) => Promise<FreeTime>) => async (world: World) => {
  const { id } = await made(world, await when?.(world));
  await world.page.goto(`/medewerker/afspraken/${id}${path}`);
};
