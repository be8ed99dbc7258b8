import { expect, test } from './support/fixtures.ts';
import { formGroups, leftOut } from './support/forms/formGroups.ts';
import { formsInSrc, keysInSrc } from './support/forms/formsInSrc.ts';
import type { PostedForm } from './support/forms/postedForm.ts';
import { signInByCookie } from './support/staff.ts';

test('every form of the portal carries the key of the session', () => {
  // Nobody is signed in there: who signs in, and who has no line, whose form a script sends.
  const without = ['pages/medewerker/inloggen.astro', 'street/OfflineForm.astro'];
  const ofPortal = formsInSrc().filter((form) =>
    /^(pages\/(medewerker|jongerenwerk|school)|(account|agenda|appointment|beheer|calendars|exceptions|held|inbox|desk|hours|lists|notices|openReferrals|people|school|search|street|team|today|traject|walkIn|worklist|yearPlan)\/|(layouts|ui)\/work)/.test(
      form,
    ),
  );
  expect(keysInSrc()).toEqual(ofPortal.filter((form) => !without.some((one) => form.startsWith(one))));
});

test('every form of the site that is posted has its turn below', () => {
  const sent = Object.values(formGroups).flatMap((forms) => forms.map(({ form }) => form));
  expect([...new Set([...sent, ...Object.keys(leftOut)])].sort()).toEqual(formsInSrc());
});

/** Whose forms are sent both with and without scripts, each of them. */
const forJongeren: readonly string[] = [
  'answers without an owner',
  'the steps of booking',
  'the private link',
  'signing in and out',
];

/**
 * What a form of the workplace is answered with is its own, and is seen best without scripts. What scripts do with that answer they do
 * in one way for all: one form of each group shows it.
 */
const sentIn = (group: string, forms: readonly PostedForm[], scripts: boolean): readonly PostedForm[] =>
  !scripts || forJongeren.includes(group) ? forms : forms.slice(0, 1);

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    for (const [group, forms] of Object.entries(formGroups)) {
      test(`Back comes to our page with what was typed: ${group}`, async ({ page, site, own, watch }) => {
        const world = { page, site, own };
        if (/portal|outside/.test(group)) await signInByCookie(page.context(), site, own);
        for (const { form, prepare, open, send, shows, scripted } of sentIn(
          group,
          forms,
          javaScriptEnabled,
        )) {
          await test.step(form, async () => {
            const end = await prepare?.(world);
            await open(world);
            const opened = page.url();
            await send(world);
            const again = scripted && javaScriptEnabled ? undefined : shows;
            await again?.(world);
            // Where it was accepted, the page that follows is elsewhere already.
            if (shows) await page.goto('/healthz');
            else await page.waitForURL((url) => url.href !== opened);
            await page.goBack();
            expect(new URL(page.url()).origin).toBe(site.url);
            await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
            await again?.(world);
            await end?.();
          });
          // What a script asks the API is as wrong as what the form sends, which goes by itself before the script is there.
          const refused = watch.problems.findIndex((problem) => /status of 4/.test(problem));
          if (scripted && refused >= 0) watch.problems.splice(refused, 1);
        }
      });
    }
  });
}
