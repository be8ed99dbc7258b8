import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import {
  type DemoReferrer,
  type DemoWithout,
  demoForm,
  demoNeeds,
  demoReachNote,
  demoReferralPost,
  demoReferrers,
  demoReferring,
  demoTold,
  demoUrgent,
  demoWithout,
} from '#db/demo/referrals.ts';
import * as tables from '#db/schema/index.ts';
import { foldName } from '#server/booking/foldName.ts';
import { hashToken, type Tokens } from '#server/kernel/tokens.ts';
import { consentOf } from '#server/referral/consent.ts';
import { invitationToken } from '#server/referral/invite.ts';
import type { Settings } from '#server/settings/schema.ts';
import { insertRows } from './insertRows.ts';
import type { NewAppointment } from './past.ts';

type NewReferral = typeof tables.referrals.$inferInsert;
type NewInvitation = typeof tables.referralInvitations.$inferInsert;
type By = { id: string; organisationId: string; organisation: string };

interface Cast {
  now: number;
  tokens: Tokens;
  settings: Settings;
}

const hour = 3_600_000;
const day = 24 * hour;

/** How many afspraken of each kind came of a referral. */
const wanted: readonly { most: number; is(row: NewAppointment, now: number): boolean }[] = [
  { most: 7, is: (row, now) => row.status === 'booked' && row.startsAt.getTime() > now },
  { most: 6, is: ({ outcome }) => outcome === 'geweest' },
  { most: 3, is: ({ outcome }) => outcome === 'niet-verschenen' },
  { most: 2, is: ({ status, outcome }) => status === 'cancelled' && outcome !== 'verzet' },
];

/**
 * Thirty jongeren whom organisations brought, in all states: of eighteen an afspraak came that stands in the agenda already.
 * Answers the afspraken with that said of them, to be written afterwards.
 */
export async function insertReferrals(
  tx: Transaction,
  appointments: readonly NewAppointment[],
  cast: Cast,
): Promise<NewAppointment[]> {
  const people = await readReferrers(tx);
  const turn = (nth: number): By => {
    const by = people.get(demoReferring[nth % demoReferring.length] ?? 'bridge');
    if (!by) throw new Error('expected who refers in the demo to be there');
    return by;
  };
  const came = chooseAppointments(appointments, cast.now);
  const changed = new Map<string, Partial<NewAppointment>>();
  const rows: NewReferral[] = [];
  const links: NewInvitation[] = [];
  for (const [nth, row] of came.entries()) {
    const by = turn(nth);
    const bookedAt = row.bookedAt?.getTime() ?? cast.now;
    const alone = nth % 3 === 1;
    const madeAt = alone ? bookedAt - day : bookedAt;
    const referral = {
      ...common(by, nth, madeAt, cast),
      ...personOf(row),
      source: alone ? 'invitation' : 'together',
    } as const;
    // One jongere no longer lets the organisation see what became of it.
    rows.push({ ...referral, sharingEndedAt: nth === 9 ? new Date(cast.now - hour) : null });
    if (alone) links.push({ ...link(referral, cast), usedAt: new Date(bookedAt) });
    changed.set(row.id, { referralId: referral.id, channel: 'jongerenwerk' });
  }
  for (const [nth, one] of demoWithout.entries()) {
    const { referral, invitation } = without(one, turn(nth + came.length), nth, cast);
    rows.push(referral);
    if (invitation) links.push(invitation);
  }
  await insertRows(tx, tables.referrals, rows);
  await insertRows(tx, tables.referralInvitations, links);
  await insertRows(tx, tables.history, rows.map(toldOf));
  return appointments.map((row) => ({ ...row, ...changed.get(row.id) }));
}

/** What a casemanager and a jongerenwerker wrote to each other, about the first afspraak to come. */
export async function insertReferralPost(
  tx: Transaction,
  appointments: readonly NewAppointment[],
  now: number,
): Promise<void> {
  const coming = appointments.find((row) => row.referralId && row.startsAt.getTime() > now);
  const people = await readReferrers(tx);
  const jongerenwerker = people.get('bridge');
  const referralId = coming?.referralId;
  if (!coming || !referralId || !jongerenwerker) return;
  for (const [nth, { author, text }] of demoReferralPost.entries())
    await tx.insert(tables.referralMessages).values({
      referralId,
      at: new Date(now - (3 - nth) * hour),
      author,
      staffId: author === 'casemanager' ? coming.casemanagerId : jongerenwerker.id,
      body: text,
    });
}

async function readReferrers(tx: Transaction): Promise<Map<DemoReferrer, By>> {
  const known = Object.entries(demoReferrers).map(([name, one]) => ({ name: name as DemoReferrer, ...one }));
  const { id, email, organisationId } = tables.staff;
  const rows = await tx
    .select({ id, email, organisationId })
    .from(tables.staff)
    .where(
      inArray(
        email,
        known.map((one) => one.email),
      ),
    );
  return new Map(
    known.flatMap(({ name, organisation, email: theirs }) => {
      const row = rows.find((one) => one.email === theirs);
      return row ? [[name, { id: row.id, organisationId: row.organisationId, organisation }] as const] : [];
    }),
  );
}

/** Of each kind as many as are wanted, spread over all there are: of somebody who can be reached, and no follow-up. */
function chooseAppointments(appointments: readonly NewAppointment[], now: number): NewAppointment[] {
  const able = appointments
    .filter(({ email, phone, followsId, name }) => (email || phone) && name && !followsId)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return wanted.flatMap(({ most, is }) => {
    const fitting = able.filter((row) => is(row, now));
    const step = Math.max(1, Math.floor(fitting.length / most));
    return fitting.filter((_, index) => index % step === 0).slice(0, most);
  });
}

/** What every referral has. */
function common({ id, organisationId, organisation }: By, nth: number, madeAt: number, { settings }: Cast) {
  const consent = consentOf(settings, organisation, 'nl');
  const needs = demoNeeds[nth % demoNeeds.length] ?? {};
  return {
    id: randomUUID(),
    organisationId,
    madeBy: id,
    contactOf: 'jongere',
    reachNote: nth % 5 === 2 ? demoReachNote : null,
    told: demoTold[nth % demoTold.length] ?? null,
    urgent: null,
    companion: needs.companion ?? null,
    interpreter: needs.interpreter ?? null,
    stepFree: needs.stepFree ?? false,
    consentText: consent.text,
    consentVersion: consent.version,
    consentLanguage: 'nl',
    consentedAt: new Date(madeAt),
    createdAt: new Date(madeAt),
    version: 1,
  } as const;
}

/** Who it is about, as the afspraak has it. */
function personOf(row: NewAppointment) {
  const { name, email, phone, reachBy, ageGroup, language, topicId } = row;
  return {
    firstName: name,
    firstNameFolded: foldName(name ?? ''),
    email,
    phone,
    reachBy,
    ageGroup,
    language: language ?? ('nl' as const),
    topicId,
  };
}

/** A referral of which no afspraak came, or not yet. */
function without(one: DemoWithout, by: By, nth: number, cast: Cast) {
  const madeAt = cast.now - one.daysAgo * day - hour;
  const over = new Date(Math.min(madeAt + 5 * day, cast.now - hour));
  const topics = ['school', 'leerwerkplek', 'geld', 'anders'];
  const isForm = one.source === 'form';
  const referral: NewReferral = {
    ...common(by, nth, madeAt, cast),
    source: one.source,
    organisationId: isForm ? null : by.organisationId,
    madeBy: one.source === 'invitation' ? by.id : null,
    fromName: isForm ? demoForm.name : null,
    fromOrganisation: isForm ? demoForm.organisation : null,
    fromEmail: isForm ? demoForm.email : null,
    firstName: one.firstName,
    firstNameFolded: foldName(one.firstName),
    email: `${foldName(one.firstName)}@example.com`,
    reachBy: 'email',
    ageGroup: nth % 3 === 0 ? 'tot-18' : '18-22',
    language: 'nl',
    topicId: topics[nth % topics.length] ?? 'school',
    urgent: one.urgent ? demoUrgent : null,
    withdrawnAt: one.withdrawn ? over : null,
    withdrawnReason: one.withdrawn ?? null,
    closedAt: one.closed ? over : null,
    closeReason: one.closed ?? null,
  };
  const isEnded = one.withdrawn !== undefined || one.closed !== undefined;
  const invitation = one.link ? { ...link(referral, cast), endedAt: isEnded ? over : null } : null;
  return { referral, invitation };
}

function link({ id: referralId, createdAt }: NewReferral, { tokens, settings }: Cast): NewInvitation {
  const id = randomUUID();
  const expiresAt = new Date(createdAt.getTime() + settings.referral.invitationDays * day);
  const tokenHash = hashToken(invitationToken({ tokens }, id));
  return { id, referralId, tokenHash, createdAt, expiresAt };
}

/** That it was referred, for the history. */
const toldOf = ({ id, madeBy, createdAt, source }: NewReferral) => ({
  referralId: id,
  what: 'referred' as const,
  actor: madeBy ? ('staff' as const) : ('system' as const),
  staffId: madeBy ?? null,
  at: createdAt,
  details: { source },
});
