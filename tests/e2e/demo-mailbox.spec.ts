import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { emptyCalendar } from '../support/emptyCalendar.ts';
import { freeTime, uniqueEmail } from './support/api.ts';
import { confirm, holdTime, somebody, tellAboutYourself, timeName } from './support/booking.ts';
import { expect, test } from './support/fixtures.ts';

/** The calendar file that came with the mail that is open. */
async function readCalendarFile(page: Page): Promise<string> {
  const downloaded = page.waitForEvent('download');
  await page.getByRole('link', { name: 'afspraak.ics' }).click();
  return readFile(await (await downloaded).path(), 'utf8');
}

test('a newcomer sees the mail of an afspraak, opens the calendar file, moves it and sees the next mail come', async ({
  page,
  site,
  own,
}) => {
  const email = uniqueEmail();
  const mails = page.locator('[data-message]', { hasText: email });
  const calendar = emptyCalendar();
  await holdTime(page, own);
  await tellAboutYourself(page, somebody({ email }));
  await confirm(page);
  await page.getByRole('link', { name: 'Open de postbus' }).last().click();
  await expect(mails).toHaveCount(1);
  await mails.getByRole('link').click();
  calendar.apply(await readCalendarFile(page));
  const [before] = calendar.entries().values();
  const link = page.frameLocator('iframe').getByRole('link');
  const opens = page.context().waitForEvent('page');
  await link.click();
  const ownPage = await opens;
  await expect(ownPage.getByRole('heading', { level: 1 })).toBeVisible();

  await page.getByRole('link', { name: 'Terug naar de postbus' }).click();
  await expect(page.getByText('Nieuwe berichten komen hier vanzelf bij.')).toBeVisible();
  const to = await freeTime(site, own, 4);
  await ownPage.goto(`${ownPage.url().split('?')[0]}/verzetten?week=${to.start.slice(0, 10)}`);
  await ownPage.getByRole('button', { name: timeName(to) }).click();
  await expect(mails, 'comes by itself').toHaveCount(2);
  await mails.first().getByRole('link').click();
  calendar.apply(await readCalendarFile(page));
  const [after, ...more] = calendar.entries().values();
  expect(more, 'the same entry').toEqual([]);
  expect(after?.start).toBe(Date.parse(to.start));
  expect(after?.start).not.toBe(before?.start);
});
