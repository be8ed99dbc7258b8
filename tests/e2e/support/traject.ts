import { randomBytes, randomUUID } from 'node:crypto';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { uniquePhone } from './api.ts';
import type { Site } from './site.ts';

interface Made {
  firstName?: string;
  lastName?: string;
  /** How old they are today. */
  age?: number;
  secretAddress?: boolean;
}

/** A traject of somebody of staff about a jongere whom a school reported, to be called today; gives its id. */
export async function makeReported(
  { sql }: Site,
  owner: string,
  { firstName = 'Jordi', lastName = 'Haamstee', age = 19, secretAddress = false }: Made = {},
): Promise<string> {
  const [jongere, traject, school] = [randomUUID(), randomUUID(), randomUUID()];
  const now = Date.now();
  const today = dateInAmsterdam(now);
  const birthDate = addDays(
    `${Number(today.slice(0, 4)) - age}${today.slice(4)}`.replace('-02-29', '-02-28'),
    -40,
  );
  const at = new Date(now - 3_600_000).toISOString();
  await sql`insert into organisations (id, name, kind) values (${school}, ${`ROC De Delta ${school}`}, 'school')`;
  await sql`
    insert into jongeren (id, first_name, infix, last_name, name_folded, birth_date, residence, address, secret_address, phone,
      reach_note, created_at)
    values (${jongere}, ${firstName}, 'van', ${lastName}, ${`${firstName} van ${lastName}`.toLowerCase()}, ${birthDate},
      'Zuiderwold', 'Dorpsstraat 1', ${secretAddress}, ${uniquePhone()}, 'Niet na 21.00 uur', ${at})`;
  await sql`
    insert into enrolments (jongere_id, organisation_id, pupil_number, programme, seen_on)
    values (${jongere}, ${school}, ${jongere.slice(0, 8)}, 'Entree', ${today})`;
  await sql`
    insert into trajecten (id, jongere_id, owner_id, assigned_at, next_action, next_on, opened_at)
    values (${traject}, ${jongere}, ${owner}, ${at}, 'call', ${today}, ${at})`;
  await sql`
    insert into meldingen (id, jongere_id, traject_id, kind, source, organisation_id, reported_by, began_on, hours_missed, reason,
      asks, reported_at)
    values (${randomUUID()}, ${jongere}, ${traject}, 'rmc', 'school', ${school}, ${owner}, ${today}, 40,
      'Komt al weken niet.', 'Neem contact op.', ${at})`;
  await sql`
    insert into history (traject_id, at, what, actor) values (${traject}, ${at}, 'opened', 'system')`;
  return traject;
}

/** An invitation by text message of a traject, to which the jongere answered that they want to be called. */
export async function makeAnswered({ sql }: Site, traject: string, owner: string): Promise<void> {
  await sql`
    insert into traject_invitations (id, traject_id, token_hash, created_at, created_by, way, expires_at, answer, answered_at,
      answer_phone, answer_part)
    values (${randomUUID()}, ${traject}, ${hashToken(traject)}, now() - interval '1 hour', ${owner}, 'text',
      now() + interval '28 days', 'call-me', now(), ${uniquePhone()}, 'middag')`;
}

/** The path of a sealed page about a traject, of which nobody has the code. */
export async function makeSealed({ sql }: Site, traject: string, owner: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await sql`
    insert into handovers (id, traject_id, offered_by, to_outside, to_email, reason, parts, offered_at, token_hash, code_hash,
      expires_at)
    values (${randomUUID()}, ${traject}, ${owner}, 'Gemeente Leiden', 'anna@leiden.example', 'Verhuisd', '{contact}', now(),
      ${hashToken(token)}, ${hashToken('nobody has it')}, now() + interval '14 days')`;
  return `/overdracht/${token}`;
}
