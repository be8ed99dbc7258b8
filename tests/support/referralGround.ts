import assert from 'node:assert/strict';
import { organisations } from '#db/schema/index.ts';
import type { organisationKinds } from '#db/schema/words.ts';
import type { Ctx } from '#server/http/context.ts';
import { bookInvitation } from '#server/referral/bookInvitation.ts';
import { readConsent, readFormConsent } from '#server/referral/readConsent.ts';
import { refer } from '#server/referral/refer.ts';
import { referTogether } from '#server/referral/referTogether.ts';
import {
  type ReferByFormInput,
  type ReferInput,
  type ReferTogetherInput,
  referByFormSchema,
  referSchema,
  referTogetherSchema,
} from '#server/referral/schema.ts';
import { jongereCtx, makeCasemanager, staffCtx } from './factories.ts';
import { at, raceGround, request } from './raceGround.ts';

export type ReferralGround = Awaited<ReturnType<typeof referralGround>>;

/** A team with an agenda and two organisations that refer: De Brug with two people, De Haven with one. */
export async function referralGround(casemanagers = 3) {
  const ground = await raceGround(casemanagers);
  const { db, ctx } = ground;
  const organisation = async (name: string, kind: (typeof organisationKinds)[number]) => {
    const [made] = await db.insert(organisations).values({ name, kind }).returning({ id: organisations.id });
    assert.ok(made);
    return made.id;
  };
  const bridge = await organisation('De Brug', 'jongerenwerk');
  const harbour = await organisation('De Haven', 'jongerenwerk');
  const worker = async (firstName: string, organisationId: string) => {
    const id = await makeCasemanager(db, [], {
      firstName,
      roles: ['jongerenwerker'],
      team: null,
      organisationId,
    });
    return staffCtx(ctx, id, {
      firstName,
      roles: ['jongerenwerker'],
      team: null,
      organisation: organisationId,
    });
  };
  const beheerderId = await makeCasemanager(db, [], { roles: ['beheerder'], team: null });
  const coordinatorId = await makeCasemanager(db, [], { roles: ['coordinator'] });
  return {
    ...ground,
    bridge,
    harbour,
    youssef: await worker('Youssef', bridge),
    fatma: await worker('Fatma', bridge),
    kees: await worker('Kees', harbour),
    casemanager: staffCtx(ctx, ground.staff[0] ?? ''),
    coordinator: staffCtx(ctx, coordinatorId, { roles: ['coordinator'] }),
    beheerder: staffCtx(ctx, beheerderId, { roles: ['beheerder'], team: null }),
    jongere: jongereCtx(ctx),
  };
}

let people = 0;

/** Somebody who was not referred before, who agrees to this sentence. */
function somebodyNew({ version }: { version: string }) {
  people += 1;
  return {
    firstName: 'Sam',
    ageGroup: '18-22',
    residence: 'here',
    contact: { email: `sam${people}@example.com` },
    contactOf: 'jongere',
    topic: 'kort',
    consent: true,
    consentVersion: version,
    consentLanguage: 'nl',
  };
}

/** A whole referral as a form sends it, by somebody new unless said, with the sentence that stands now. */
export async function referral(worker: Ctx, values: Record<string, unknown> = {}): Promise<ReferInput> {
  const consent = await readConsent(worker, 'nl');
  return referSchema.parse({
    ...somebodyNew(consent),
    told: 'Sam komt liever in de ochtend',
    ...values,
  });
}

/** The same with a free time of that Monday. */
export async function together(
  worker: Ctx,
  time: string,
  values: Record<string, unknown> = {},
): Promise<ReferTogetherInput> {
  const sent = await referral(worker, values);
  return referTogetherSchema.parse({
    ...sent,
    start: at(time),
    location: 'centrum',
    modality: 'op-locatie',
    ...values,
  });
}

/** A referral as the form for professionals without an account sends it. */
export async function formReferral(
  anybody: Ctx,
  values: Record<string, unknown> = {},
): Promise<ReferByFormInput> {
  const consent = await readFormConsent(anybody, 'nl');
  return referByFormSchema.parse({
    ...somebodyNew(consent),
    from: { name: 'Petra', organisation: 'ROC Voorbeeldstad', phone: '06 12345678' },
    ...values,
  });
}

/** A referral with a link. */
export async function invited(worker: Ctx, values: Record<string, unknown> = {}) {
  people += 1;
  const made = await refer(worker, await referral(worker, values), `key ${people}`);
  assert.ok(made.ok, JSON.stringify(made));
  return { id: made.referral, token: made.invitation.token, expiresAt: made.invitation.expiresAt };
}

/** A referral with an afspraak, made together. */
export async function bookedTogether(worker: Ctx, time: string, values: Record<string, unknown> = {}) {
  people += 1;
  const made = await referTogether(worker, await together(worker, time, values), `key ${people}`);
  assert.ok(made.ok, JSON.stringify(made));
  return { id: made.referral, appointment: made.appointment };
}

/** A referral of which the jongere booked with the link. */
export async function bookedAlone(
  worker: Ctx,
  jongere: Ctx,
  time: string,
  values: Record<string, unknown> = {},
) {
  const { id, token } = await invited(worker, values);
  const booked = await bookInvitation(jongere, token, request(time));
  assert.ok(booked.ok, JSON.stringify(booked));
  return { id, token, appointment: booked.appointment };
}
