import { uniqueEmail } from './support/api.ts';
import { expect, test } from './support/fixtures.ts';
import { signInByCookie } from './support/staff.ts';
import { makeReported } from './support/traject.ts';

test('an overdracht to a gemeente without accounts, from the form to the answer without JavaScript', async ({
  page,
  browser,
  site,
  own,
}) => {
  const id = await makeReported(site, own.casemanager.id);
  const email = uniqueEmail();
  await signInByCookie(page.context(), site, own);
  await page.goto(`/medewerker/trajecten/${id}`);
  await page.getByText('Draag over aan iemand anders').click();
  await expect(page.getByLabel('E-mailadres van de ander')).toBeHidden();
  await page.getByLabel('Aan wie').selectOption('Een gemeente zonder account hier');
  await page.getByLabel('Gemeente en afdeling').fill('Gemeente Leiden, leerplicht');
  await page.getByLabel('E-mailadres van de ander').fill(email);
  await page.locator('[name=handoverReason]').fill('Verhuisd');
  await page.getByLabel('Naam en contact').check();
  await page.getByRole('button', { name: 'Bied de overdracht aan' }).click();
  const heading = page.getByRole('heading', { name: /^De code is/ });
  await expect(heading).toBeVisible();
  const code = ((await heading.textContent()) ?? '').replace(/\D/g, '');
  await page.goto('/postbus');
  await page.locator('[data-message]', { hasText: email }).getByRole('link').click();
  const link = await page.frameLocator('iframe').getByRole('link').first().getAttribute('href');

  const receiver = await browser.newPage({ javaScriptEnabled: false });
  await receiver.goto(link ?? '');
  await expect(receiver.getByRole('main')).not.toContainText('Jordi');
  await receiver.getByLabel('Code').fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await receiver.getByRole('button', { name: 'Open de overdracht' }).click();
  await expect(receiver.getByRole('main')).toContainText('Jordi van Haamstee');
  await receiver.getByLabel('Je naam').fill('Anna de Boer');
  await receiver.getByLabel('Je functie').fill('Leerplichtambtenaar');
  await receiver.getByRole('button', { name: 'Aanvaard de overdracht' }).click();
  await expect(receiver.getByRole('heading', { level: 1 })).toHaveText('Deze overdracht is aanvaard');
  await receiver.close();

  await page.goto(`/medewerker/trajecten/${id}`);
  await expect(page.getByText('Overgedragen aan een andere gemeente').first()).toBeVisible();
  await expect(page.locator('.feed__entry--sealed')).toHaveCount(1);
});
