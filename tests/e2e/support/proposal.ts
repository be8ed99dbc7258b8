import { randomBytes, randomUUID } from 'node:crypto';
import { hashToken } from '#server/kernel/tokens.ts';
import { topic, uniquePhone } from './api.ts';
import type { Site } from './site.ts';

const newToken = () => randomBytes(24).toString('base64url');

/** A chat in which a casemanager proposed Jongerenwerk De Haven; gives the path that the jongere opens. */
export async function proposedInChat({ sql }: Site): Promise<string> {
  const [id, token] = [randomUUID(), newToken()];
  await sql`
    insert into chat_conversations (id, kind, status, language, first_name, topic_id, started_at, waiting_since, closed_at,
      close_reason)
    values (${id}, 'chat', 'closed', 'nl', 'Anouk', ${topic}, now(), now(), now(), 'ended')`;
  await sql`
    insert into referral_proposals (id, conversation_id, seq, organisation_id, made_by, topic_id, told, token_hash,
      created_at, expires_at, state)
    select ${randomUUID()}, ${id}, 1, o.id, s.id, ${topic}, 'Zoekt een maatje om mee te sporten', ${hashToken(token)}, now(),
      now() + interval '1 day', 'proposed'
    from organisations o, staff s where o.name = 'Jongerenwerk De Haven' limit 1`;
  return `/voorstel/${token}`;
}

/** The same, and the jongere said yes. */
export async function agreedInChat(site: Site): Promise<string> {
  const { sql } = site;
  const path = await proposedInChat(site);
  const referral = randomUUID();
  await sql`
    with agreed as (
      insert into referrals (id, source, organisation_id, made_by, first_name, first_name_folded, phone, contact_of, reach_note,
        age_group, language, topic_id, told, consent_text, consent_version, consent_language, consented_at, created_at)
      select ${referral}, 'chat', organisation_id, made_by, 'Anouk', 'anouk', ${`+31${uniquePhone().slice(1).replace(' ', '')}`},
        'jongere', 'Bel alleen na vier uur', '18-22', 'nl', topic_id, told, 'Ik vind dit goed.', 'v1', 'nl', now(), now()
      from referral_proposals where token_hash = ${hashToken(path.split('/').at(-1) ?? '')} returning id
    )
    update referral_proposals set state = 'agreed', answered_at = now(), told = null, referral_id = (select id from agreed)
    where token_hash = ${hashToken(path.split('/').at(-1) ?? '')}`;
  return path;
}
