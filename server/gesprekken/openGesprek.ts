import { z } from 'zod';
import { organisationKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { ownCasemanagerWord } from '#server/booking/ownCasemanager.ts';
import { ageOn } from '#server/jongeren/age.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { findInvitation, type InvitationRow, type Over } from './find.ts';

/** What we have of a jongere, by kind. */
const heldKinds = [
  'name',
  'birth',
  'address',
  'email',
  'phone',
  'parents',
  'school',
  'absence',
  'reason',
] as const;
type HeldKind = (typeof heldKinds)[number];

const gesprekSchema = z.object({
  id: z.uuid(),
  start: storedInstant,
  generation: z.number().int(),
  isTheirs: z.boolean(),
});

const heldSchema = z.object({
  address: z.boolean(),
  email: z.boolean(),
  phone: z.boolean(),
  parents: z.boolean(),
  school: z.boolean(),
  absence: z.boolean(),
  reason: z.boolean(),
  sources: z.array(z.enum([...organisationKinds, 'jongere'])),
});

/** An invitation as its jongere reads it. */
export interface OpenedGesprek
  extends Pick<InvitationRow, 'expiresAt' | 'answer' | 'where' | 'phone' | 'part' | 'again'> {
  firstName: string;
  /** In whole years today. */
  age: number;
  casemanager: {
    firstName: string;
    /** As `ownCasemanagerWord`; null for who gives no afspraken. */
    word: string | null;
  };
  /** The gesprek that is to come: when (epoch ms), and the token of its private link when it was made by an invitation. */
  gesprek: { start: number; token: string | null } | null;
  /** What we reach them by, of the way by which the link went: who reads the one reads the other. */
  contact: { email: string | null; phone: string | null };
  language: InvitationRow['jongere']['language'];
  /** Who told us of them, by kind, and what we have. */
  sources: readonly ((typeof organisationKinds)[number] | 'jongere')[];
  held: readonly HeldKind[];
  hasObjected: boolean;
  /** By their link, and nobody decided on it. */
  mayWithdraw: boolean;
}

/** What the jongere reads who opens the link: who invites, what we know of them and from whom (AVG 13 and 14), what they answered. */
export async function openGesprek(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; invitation: OpenedGesprek } | NotFound | Over> {
  may(ctx, 'gesprek.own');
  const found = await findInvitation(ctx, token);
  if (!found.ok) return found;
  const { row } = found;
  const { jongere, owner } = row;
  const [roster, gesprek, held] = await Promise.all([
    ctx.roster.current(),
    readGesprek(ctx, row.traject),
    readHeld(ctx, jongere.id),
  ]);
  const givesAfspraken = roster.casemanagers.some(({ id }) => id === owner.id);
  const { sources, ...has } = held;
  const { expiresAt, answer, where, phone, part, again } = row;
  return {
    ok: true,
    invitation: {
      expiresAt,
      answer,
      where,
      phone,
      part,
      again,
      firstName: jongere.firstName,
      age: ageOn(jongere.birthDate, dateInAmsterdam(ctx.clock.now())),
      casemanager: {
        firstName: owner.firstName,
        word: givesAfspraken ? ownCasemanagerWord(ctx, owner.id) : null,
      },
      gesprek,
      contact: {
        email: row.way === 'email' ? jongere.email : null,
        phone: row.way === 'text' ? jongere.phone : null,
      },
      language: jongere.language,
      sources,
      held: heldKinds.filter((kind) => kind === 'name' || kind === 'birth' || has[kind]),
      hasObjected: jongere.hasObjected,
      mayWithdraw: jongere.mayWithdraw,
    },
  };
}

async function readGesprek(ctx: Ctx, traject: string): Promise<OpenedGesprek['gesprek']> {
  const now = new Date(ctx.clock.now()).toISOString();
  const [found] = await ctx.sql`
    select a.id, a.starts_at as start, a.generation,
      exists (select from traject_invitations i where i.appointment_id = a.id) as "isTheirs"
    from traject_links l join trajecten t on t.id = l.traject_id join appointments a on a.id = l.appointment_id
    where (t.id = ${traject} or t.joined_into_id = ${traject}) and a.status = 'booked' and a.outcome is null
      and a.wiped_at is null and a.ends_at > ${now}
    order by a.starts_at limit 1`;
  if (found === undefined) return null;
  const { id, start, generation, isTheirs } = gesprekSchema.parse(found);
  return { start, token: isTheirs ? ctx.tokens.make('appointment', id, generation) : null };
}

async function readHeld(ctx: Ctx, jongere: string): Promise<z.output<typeof heldSchema>> {
  const [row] = await ctx.sql`
    select j.residence is not null or j.address is not null as address, j.email is not null as email, j.phone is not null as phone,
      exists (select from guardians where jongere_id = j.id) as parents,
      exists (select from enrolments where jongere_id = j.id) as school,
      exists (select from meldingen m where m.jongere_id = j.id and (m.hours_missed is not null or m.all_lessons is not null
        or m.kind in ('v3', 'v4', 'rmc', 'lrv', 'luxe'))) as absence,
      exists (select from meldingen m where m.jongere_id = j.id and num_nonnulls(m.reason, m.school_did, m.asks) > 0) as reason,
      array(
        select distinct case when o.kind is not null then o.kind when m.source = 'jongere' then 'jongere' else 'gemeente' end
        from meldingen m left join organisations o on o.id = m.organisation_id
        where m.jongere_id = j.id and m.state <> 'withdrawn' order by 1) as sources
    from jongeren j where j.id = ${jongere}`;
  return heldSchema.parse(row);
}
