import { randomBytes, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { hashToken } from '#server/kernel/tokens.ts';
import { topic, uniqueEmail, uniqueName, uniquePhone } from './api.ts';
import type { Site } from './site.ts';

const consentSchema = z.object({ version: z.string(), language: z.string() });
const referredSchema = z.object({ invitationUrl: z.string() });

/** Refers somebody as the system of an organisation does; gives the path that the jongere opens. */
export async function referByApi({ url, sql }: Site, values: Record<string, unknown> = {}): Promise<string> {
  const key = `doorstart_${randomBytes(32).toString('base64url')}`;
  const [made] = await sql<{ id: string }[]>`
    insert into organisations (name, kind) values (${`De Brug ${key.slice(-6)}`}, 'jongerenwerk') returning id`;
  await sql`
    insert into organisation_keys (organisation_id, name, key_hash, created_at, created_by)
    select ${made?.id ?? ''}, 'Cliëntsysteem', ${hashToken(key)}, now(), id from staff limit 1`;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const asked = await fetch(`${url}/api/v1/referrals/consent`, { headers });
  const consent = consentSchema.parse(await asked.json());
  const body = JSON.stringify({
    firstName: 'Noor',
    ageGroup: '18-22',
    residence: 'here',
    contact: { email: uniqueEmail() },
    contactOf: 'jongere',
    topic,
    told: 'Noor komt liever in de ochtend',
    reachNote: 'Bel alleen na vier uur',
    consent: true,
    consentVersion: consent.version,
    consentLanguage: consent.language,
    ...values,
  });
  const answer = await fetch(`${url}/api/v1/referrals`, { method: 'POST', headers, body });
  return new URL(referredSchema.parse(await answer.json()).invitationUrl).pathname;
}

/** Fills in the form for professionals without an account, up to what the jongere agrees to. */
export async function fillReferForm(page: Page, firstName = uniqueName()): Promise<void> {
  await page.goto('/verwijzen');
  await page.getByLabel('Je naam').fill('Ria Verhoeven-van den Wijngaarden');
  await page.getByLabel('Je organisatie').fill('Het College, mentor');
  await page.getByLabel('Je e-mailadres').fill(uniqueEmail());
  await page.getByLabel('Voornaam van de jongere').fill(firstName);
  await page.getByLabel('E-mailadres voor de jongere').fill(uniqueEmail());
  await page.getByRole('radio', { name: '18 tot en met 22' }).check();
  await page.getByRole('radiogroup', { name: 'Woont de jongere in' }).getByLabel('Ja').check();
  await page.getByRole('radio', { name: 'Iets anders' }).check();
  await page.getByLabel('Wat moet de casemanager weten?').fill('Komt liever in de ochtend');
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByRole('button', { name: 'Verstuur' }).waitFor();
}

/** Leaves a referral by the form without an account, which waits for a coordinator; gives its id. */
export async function referWithout({ sql }: Site, firstName: string): Promise<string> {
  const [made] = await sql<{ id: string }[]>`
    insert into referrals (id, source, from_name, from_organisation, from_email, first_name, first_name_folded, phone, contact_of,
      age_group, language, topic_id, step_free, urgent, told, consent_text, consent_version, consent_language, consented_at,
      created_at)
    values (${randomUUID()}, 'form', 'Ria', 'Het lyceum', 'ria@school.example', ${firstName}, lower(${firstName}), ${uniquePhone()}, 'jongere',
      '18-22', 'nl', ${topic}, false, 'Slaapt bij vrienden', 'Komt liever in de ochtend', 'Dit mag.', 'v1', 'nl', now(), now())
    returning id`;
  if (!made) throw new Error('expected a referral that was made');
  return made.id;
}
