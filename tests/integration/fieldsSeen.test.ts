import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { firstOrganisation } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import type { Role } from '#server/access/policy.ts';
import { readOwnFactors } from '#server/accounts/factors/ownFactors.ts';
import { readTrustedDevices } from '#server/accounts/factors/trustedDevices.ts';
import { previewImport } from '#server/accounts/import/previewImport.ts';
import { readSheet } from '#server/accounts/import/readSheet.ts';
import { readOwnSessions } from '#server/accounts/ownSessions.ts';
import { readOwnSettings } from '#server/accounts/ownSettings.ts';
import { openPasswordLink, readPasswordLink } from '#server/accounts/passwordLink.ts';
import { readPeople, readPerson } from '#server/accounts/people.ts';
import { readSignInFacts } from '#server/accounts/readSignInFacts.ts';
import { addNote } from '#server/agenda/addNote.ts';
import { findMoveTimes } from '#server/agenda/findMoveTimes.ts';
import { findOutside } from '#server/agenda/findOutside.ts';
import { freeColleagues } from '#server/agenda/freeColleagues.ts';
import { proposeFollowUp } from '#server/agenda/proposeFollowUp.ts';
import { readActs } from '#server/agenda/readActs.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readChoices } from '#server/agenda/readChoices.ts';
import { readDay } from '#server/agenda/readDay.ts';
import { readDays } from '#server/agenda/readDays.ts';
import { readComing, readNext } from '#server/agenda/readNext.ts';
import { readTeamDays } from '#server/agenda/readTeamDays.ts';
import { readLink } from '#server/agenda/renewLink.ts';
import type { AgendaDetails } from '#server/agenda/types.ts';
import { whoseAgenda } from '#server/agenda/whoseAgenda.ts';
import { findWhom } from '#server/audit/findWhom.ts';
import { readColleagues } from '#server/audit/readColleagues.ts';
import { exportLog, readLog } from '#server/audit/readLog.ts';
import { logQuerySchema } from '#server/audit/schema.ts';
import { readExceptions } from '#server/availability/readExceptions.ts';
import { readTimetables } from '#server/availability/readTimetables.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { findBookedByMe } from '#server/booking/findBookedByMe.ts';
import { findOfContact } from '#server/booking/findOfContact.ts';
import { history } from '#server/booking/history.ts';
import { newsOf } from '#server/booking/news.ts';
import { readKnown } from '#server/booking/readKnown.ts';
import { seenBy } from '#server/booking/seenBy.ts';
import { listReplies } from '#server/chat/cannedReplies.ts';
import { countLeftQuestions } from '#server/chat/countLeftQuestions.ts';
import { readReceivers } from '#server/chat/proposal/propose.ts';
import { readChatAvailability } from '#server/chat/readChatAvailability.ts';
import { readConversation } from '#server/chat/readConversation.ts';
import { readInbox } from '#server/chat/readInbox.ts';
import { exportConfiguration } from '#server/configuration/exportConfiguration.ts';
import { readAll, readChanges, readOne } from '#server/configuration/read.ts';
import { readOpening } from '#server/configuration/readOpening.ts';
import { readLooks } from '#server/configuration/saveLooks.ts';
import { readTerms } from '#server/configuration/terms.ts';
import { exportFigures, readFigures, readMonths } from '#server/figures/readFigures.ts';
import { readOwnHeld } from '#server/held/readOwnHeld.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { readOpen } from '#server/leaving/readOpen.ts';
import { readOwnMelding, readOwnMeldingen } from '#server/meldingen/readOwn.ts';
import { findNotices } from '#server/notifications/findNotices.ts';
import { previewMessage } from '#server/notifications/preview/previewMessage.ts';
import { readFailed } from '#server/notifications/readFailed.ts';
import { readOwnPush } from '#server/push/ownPush.ts';
import { findBookedTogether } from '#server/referral/findBookedTogether.ts';
import { readOrganisationKeys } from '#server/referral/organisationKeys.ts';
import { readSharing } from '#server/referral/ownReferral.ts';
import { readConsent, readFormConsent } from '#server/referral/readConsent.ts';
import { readReferral } from '#server/referral/readReferral.ts';
import { findAlike, readReferrals } from '#server/referral/readReferrals.ts';
import {
  readOpenReferrals,
  readReferralOf,
  readShortages,
  readTeamReferral,
} from '#server/referral/teamReferrals.ts';
import { exportRights, readRights } from '#server/rightsReview/readRights.ts';
import { findByIds } from '#server/search/findPeople.ts';
import { search } from '#server/search/search.ts';
import { readMoves } from '#server/team/readMoves.ts';
import { readWeek } from '#server/team/readWeek.ts';
import { readToday } from '#server/today/readToday.ts';
import { readAftercare } from '#server/trajecten/readAftercare.ts';
import { readOffers } from '#server/trajecten/readHandover.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import { countUnreached } from '#server/waitingList/countUnreached.ts';
import { findPlace, findPlaceOf } from '#server/waitingList/findPlace.ts';
import { readTightSpots } from '#server/waitingList/readTightSpots.ts';
import { readDesk } from '#server/walkIn/readDesk.ts';
import { readWaits } from '#server/walkIn/readWaits.ts';
import { readScreenLink } from '#server/walkIn/screens.ts';
import { readWebhook, readWebhooks } from '#server/webhooks/readWebhooks.ts';
import { readLateSteps } from '#server/yearPlan/readLateSteps.ts';
import { readOwnSteps } from '#server/yearPlan/readOwnSteps.ts';
import { readYearPlans } from '#server/yearPlan/readPlan.ts';
import { readStep } from '#server/yearPlan/readStep.ts';
import { at, openDesk } from '../support/deskGround.ts';
import { jongereCtx, makeCasemanager, staffCtx, teamOf } from '../support/factories.ts';
import { untold, verbs } from '../support/verbs.ts';

// A walk along all that verbs answer, with every kind of actor: no field holds what its reader must not know.

/** Words that stand in one field each, so that a field is known wherever it turns up. */
const secrets = {
  jongere: 'Zebedeus',
  phone: '+31612398765',
  email: 'zebedeus@example.com',
  /** What the jongere wrote when they booked. */
  message: 'krantenkiosk',
  /** What staff wrote about them. */
  note: 'binnenkamer',
  /** What who referred told of them, and what casemanager and referrer wrote to each other. */
  told: 'duimstok',
  post: 'briefkaart',
  chat: 'fluisterwoord',
  chatNote: 'zijlijntje',
  /** Of the casemanager. */
  lastName: 'Achterstevoren',
  address: 'noor.prive@example.nl',
  passwordHash: 'hash-van-het-wachtwoord',
} as const;
type Secret = keyof typeof secrets;

const aboutJongere: readonly Secret[] = ['jongere', 'phone', 'email', 'message', 'note', 'told', 'post'];
const inChat: readonly Secret[] = ['jongere', 'phone', 'email', 'chat', 'chatNote'];
/** What anybody of a role may come to know through any verb, of this jongere and this casemanager. */
const mayKnow: Record<string, readonly Secret[]> = {
  'who has it': [...aboutJongere, ...inChat, 'lastName', 'address'],
  'a colleague': [...aboutJongere, ...inChat, 'lastName'],
  'a coordinator of the team': [...aboutJongere, 'lastName'],
  'a beheerder': ['lastName', 'address'],
  // What their organisation told itself, and what was written to it.
  'a jongerenwerker': ['jongere', 'phone', 'email', 'told', 'post'],
  'a jongerenwerker of another organisation': [],
  'a schoolmedewerker': [],
  'a casemanager of another team': [],
  'a coordinator of another team': [],
  'a casemanager without a team': [],
  'the jongere': ['jongere', 'phone', 'email', 'message', 'told', 'post'],
  'another jongere': [],
};

const october = { kind: 'month', month: '2026-10-01' } as const;
const { ctx: ofDesk, desk, order, database } = await openDesk();

interface World {
  id: string;
  token: string;
  conversation: string;
  referral: string;
  details: AgendaDetails;
}
type Reads = Record<string, (ctx: Ctx, world: World) => unknown>;
const day = { from: '2026-11-20', to: '2026-11-27' };

/** By the token of the private link, which is the right: the jongere alone is asked these. */
const byToken: Reads = {
  findAppointment: (ctx, { token }) => findAppointment(ctx, token),
  history: (ctx, { token }) => history(ctx, token),
  newsOf: (ctx, { token }) => newsOf(ctx, token),
  readSharing: (ctx, { token }) => readSharing(ctx, token),
  readOwnHeld: (ctx, { token }) => readOwnHeld(ctx, token),
  seenBy: (ctx, { token }) => seenBy(ctx, token),
  findPlace: (ctx, { token }) => findPlace(ctx, token),
  findPlaceOf: (ctx, { token }) => findPlaceOf(ctx, token),
};
/** How each other verb that reads is asked for what it must not show to others. */
const byRight: Reads = {
  readAppointment: (ctx, { id }) => readAppointment(ctx, id),
  findNotices: (ctx, { id }) => findNotices(ctx, id),
  readFailed: (ctx) => readFailed(ctx),
  previewMessage: (ctx) =>
    previewMessage(ctx, {
      message: 'confirmed',
      language: 'nl',
      modality: 'telefoon',
      form: 'mail',
    }),
  readWeek: (ctx) => readWeek(ctx, '2026-11-23'),
  readMoves: (ctx, { id }) => readMoves(ctx, { ids: [id] }),
  readKnown: (ctx, { id }) => readKnown(ctx, id),
  findOfContact: (ctx) => findOfContact(ctx, { email: secrets.email, phone: secrets.phone }),
  findBookedByMe: (ctx, { id }) => findBookedByMe(ctx, id),
  findBookedTogether: (ctx, { referral }) => findBookedTogether(ctx, referral),
  readOwnMeldingen: (ctx) => readOwnMeldingen(ctx, { all: true }),
  readOwnMelding: (ctx) => readOwnMelding(ctx, randomUUID()),
  readReferrals: (ctx) => readReferrals(ctx),
  readReferral: (ctx, { referral }) => readReferral(ctx, referral),
  findAlike: (ctx) => findAlike(ctx, { firstName: secrets.jongere, contact: { email: secrets.email } }),
  readReferralOf: (ctx, { id }) => readReferralOf(ctx, id),
  readTeamReferral: (ctx, { referral }) => readTeamReferral(ctx, referral),
  readOpenReferrals: (ctx) => readOpenReferrals(ctx),
  readShortages: (ctx) => readShortages(ctx),
  readTightSpots: (ctx) => readTightSpots(ctx),
  countUnreached: (ctx) => countUnreached(ctx),
  readReceivers: (ctx) => readReceivers(ctx),
  countLeftQuestions: (ctx) => countLeftQuestions(ctx),
  readConsent: (ctx) => readConsent(ctx, 'nl'),
  readFormConsent: (ctx) => readFormConsent(ctx, 'nl'),
  readOrganisationKeys: (ctx) => readOrganisationKeys(ctx),
  readDay: (ctx) => readDay(ctx, { date: day.from, who: desk.noor }),
  readDays: (ctx) => readDays(ctx, { ...day, who: desk.noor }),
  readTeamDays: (ctx) => readTeamDays(ctx, { ...day, only: [desk.noor] }),
  readNext: (ctx) => readNext(ctx),
  readComing: (ctx) => readComing(ctx),
  readToday: (ctx) => readToday(ctx),
  readLateSteps: (ctx) => readLateSteps(ctx),
  readDesk: (ctx) => readDesk(ctx, undefined),
  readAftercare: (ctx) => readAftercare(ctx, { after: null }),
  readWorklist: (ctx) => readWorklist(ctx, { view: 'team', filters: {}, after: null }),
  readOffers: (ctx) => readOffers(ctx),
  readYearPlans: (ctx) => readYearPlans(ctx),
  readStep: (ctx) => readStep(ctx, { plan: randomUUID() }),
  readOwnSteps: (ctx) => readOwnSteps(ctx),
  readWaits: (ctx) => readWaits(ctx),
  readScreenLink: (ctx) => readScreenLink(ctx, 'centrum'),
  readActs: (ctx) => readActs(ctx, [1, 2, 3]),
  findOutside: (ctx) => findOutside(ctx, desk.noor),
  proposeFollowUp: (ctx, { id }) => proposeFollowUp(ctx, id, { weeks: 1 }),
  readChoices: (ctx, { details }) => readChoices(ctx, details),
  freeColleagues: async (ctx, { details }) => freeColleagues(ctx, await ctx.roster.current(), [details]),
  findMoveTimes: async (ctx, { details }) =>
    findMoveTimes(ctx, await ctx.roster.current(), {
      appointment: details,
      casemanager: desk.noor,
      modality: 'telefoon',
      location: undefined,
    }),
  whoseAgenda: async (ctx) => whoseAgenda(ctx, await ctx.roster.current(), desk.noor),
  findByIds: (ctx, { id }) => findByIds(ctx, [id]),
  readLink: (ctx, { id }) => readLink(ctx, id, { generation: 9 }),
  // Its query is what was asked, said again.
  search: async (ctx) => {
    const size = { people: 9, notes: 9, chats: 9 };
    const { query: _, ...found } = await search(ctx, { text: secrets.jongere, size });
    return found;
  },
  readTimetables: (ctx) => readTimetables(ctx, desk.noor),
  readExceptions: (ctx) => readExceptions(ctx, desk.noor),
  readRights: (ctx) => readRights(ctx),
  exportRights: (ctx) => exportRights(ctx, null),
  previewImport: (ctx) => {
    const row = `Noor;Anders;${secrets.address};casemanager`;
    const read = readSheet(`voornaam;achternaam;email;rol\n${row}`);
    return read.ok ? previewImport(ctx, read.sheet) : null;
  },
  readInbox: (ctx) => readInbox(ctx),
  readConversation: (ctx, { conversation }) => readConversation(ctx, conversation),
  readMonths: (ctx) => readMonths(ctx),
  readFigures: (ctx) => readFigures(ctx, october, { part: 'door', published: ['2026-10-01'] }),
  exportFigures: (ctx) => exportFigures(ctx, october, { part: 'trajecten', published: ['2026-10-01'] }),
  listReplies: (ctx) => listReplies(ctx),
  readChatAvailability: (ctx) => readChatAvailability(ctx),
  readOpen: (ctx) => readOpen(ctx, desk.noor),
  readAll: (ctx) => readAll(ctx),
  readOne: (ctx) => readOne(ctx, 'location', desk.location),
  readChanges: (ctx) => readChanges(ctx),
  readOpening: (ctx) => readOpening(ctx),
  readSignInFacts: (ctx) => readSignInFacts(ctx),
  readLooks: (ctx) => readLooks(ctx),
  readTerms: (ctx) => readTerms(ctx),
  exportConfiguration: (ctx) => exportConfiguration(ctx),
  readLog: (ctx) => readLog(ctx, logQuerySchema.parse({ about: [] })),
  exportLog: (ctx) => exportLog(ctx, logQuerySchema.parse({ about: [] })),
  findWhom: (ctx) => findWhom(ctx, secrets.jongere),
  readColleagues: (ctx) => readColleagues(ctx),
  readPeople: (ctx) => readPeople(ctx),
  readPerson: (ctx) => readPerson(ctx, desk.noor),
  readOwnSessions: (ctx) => readOwnSessions(ctx),
  readOwnFactors: (ctx) => readOwnFactors(ctx),
  readTrustedDevices: (ctx) => readTrustedDevices(ctx),
  readOwnSettings: (ctx) => readOwnSettings(ctx),
  readOwnPush: (ctx) => readOwnPush(ctx),
  readWebhooks: (ctx) => readWebhooks(ctx),
  readWebhook: (ctx) => readWebhook(ctx, randomUUID()),
  readPasswordLink: (ctx) => readPasswordLink(ctx, desk.noor, randomUUID()),
  openPasswordLink: (ctx) => openPasswordLink(ctx, 'x'.repeat(32)),
};
/** Free times and words about nobody, and what another verb of the walk answers. */
const leftOut = [
  // By the token of a screen, what everybody in that waiting room sees.
  'readScreen',
  // Of the line of a location, whoever works there: `integration/walkIn`.
  'readToBook',
  'readStillWaiting',
  // Yes or no, about no jongere.
  'isSomeWebhookDisabled',
  // Of the last signature the day alone.
  'readRightsDue',
  // By the token of its address: `integration/feed`. Addresses of one's own.
  'openFeed',
  'readOwnCalendars',
  'readSources',
  'readWriters',
  'disconnect',
  // Of a demo alone, to whoever looks: `integration/mailbox`.
  'readMailbox',
  'readMail',
  // Asked by `search`.
  'findPeople',
  'findChoices',
  'findHold',
  'findOfferTimes',
  'findSlots',
  'findLinkTopics',
  'findStaffTimes',
  'findReferralTimes',
  'findInvitationTimes',
  'holdReferralTime',
  'holdInvitationTime',
  // By the token of an invitation, and by a key: `integration/referral` and `integration/apiReferrals`.
  'openInvitation',
  // By the token of an invitation: `integration/gesprekken`.
  'openGesprek',
  // By the token of a proposal, and of a conversation that `readConversation` shows: `integration/proposal`.
  'readProposal',
  'readProposalsOf',
  'readConsentByKey',
  // By the key of a school: `integration/apiMeldingen`.
  'readByKey',
  'previewTimetable',
  // One of what `readChanges` answers.
  'readChange',
  // By the token of a conversation: `integration/otherMessages`. Of messages, how each went.
  'readOwnConversation',
  'findReferralNotices',
  'findAccountNotices',
  'findInvitationNotices',
  // Of jongeren with a traject: `integration/trajectNotes`.
  // Of people on lists, of the gemeente that took these in: `integration/lists`.
  'readLists',
  'readSenders',
  'readList',
  'readListRows',
  'exportWrong',
  'readProposals',
  'readOwnLists',
  'readOwnList',
  'readTraject',
  'readOffer',
  'peekTraject',
  'readHandoverReceivers',
  // A number.
  'countDue',
  // About oneself: `integration/worklist`.
  'readKeptFilter',
  // Of the jongere of one traject: `integration/corrections`, `integration/bsn` and `integration/askedToForget`.
  'readTrajectPerson',
  'showBsn',
  'readForgotten',
  // Of two jongeren: `integration/pair`.
  'readPair',
  // By the link of a sealed page, and its code: `integration/sealed`.
  'readSealed',
  // `integration/gesprekken`, and of which traject an afspraak is: `integration/beginTraject`.
  'readTrajectOf',
  'readInviting',
  'readJoinable',
  'readToPlan',
  // A picture.
  'readUploaded',
  // Asked by `readPasswordLink`.
  'readPasswordLinks',
  // Through another verb, which writes.
  'saveTheme',
  'changeTerms',
  'takeBackTerms',
  // Yes or no, and where to go, about oneself.
  'signsInElsewhere',
  'readConfirmed',
  'hasFactor',
  'readPending',
  'askPasskey',
  'askNewPasskey',
  'readRecoverySheet',
  'beginSso',
  'signOutThere',
  'whoIsFree',
  'inboxOf',
];

test('each verb that reads stands in the walk, or needs none', () => {
  const reading = verbs
    .filter(({ asksFirst, writes }) => asksFirst && !writes)
    .filter(({ name }) => !untold[name]?.startsWith('changes something'))
    .map(({ name }) => name);
  const known = [...Object.keys(byToken), ...Object.keys(byRight), ...leftOut];
  assert.deepEqual(
    reading.filter((name) => !known.includes(name)),
    [],
  );
});

test('nobody is answered a field that they must not know, by whatever verb', async () => {
  const world = await fill();
  const [{ id: elsewhere } = { id: '' }] = await database.sql<{ id: string }[]>`
    insert into organisations (name, kind) values ('De Haven', 'jongerenwerk') returning id`;
  const somebody = async (roles: Role[], team: string | null, organisation = firstOrganisation) => {
    const id = await makeCasemanager(database.db, [], { roles, team: teamOf(team)?.name ?? null });
    return staffCtx(desk.services, id, { roles, team, organisation });
  };
  const everybody: Record<string, Ctx> = {
    'who has it': ofDesk(),
    'a colleague': ofDesk(desk.daan),
    'a coordinator of the team': await somebody(['coordinator'], 'Casemanagers'),
    'a beheerder': await somebody(['beheerder'], 'Casemanagers'),
    'a jongerenwerker': await somebody(['jongerenwerker'], 'Casemanagers'),
    'a jongerenwerker of another organisation': await somebody(['jongerenwerker'], null, elsewhere),
    'a schoolmedewerker': await somebody(['schoolmedewerker'], 'Casemanagers'),
    'a casemanager of another team': staffCtx(desk.services, desk.other, { team: 'Andere stad' }),
    'a coordinator of another team': await somebody(['coordinator'], 'Andere stad'),
    'a casemanager without a team': await somebody(['casemanager'], null),
    'the jongere': jongereCtx(desk.services),
  };
  const seen = new Map<string, Set<Secret>>();
  for (const [who, ctx] of Object.entries(everybody)) {
    const known = new Set<Secret>();
    const reads = who === 'the jongere' ? { ...byToken, ...byRight } : byRight;
    for (const [verb, ask] of Object.entries(reads)) {
      const answer = await said(ctx, ask, world);
      const asked = JSON.stringify(answer, plain) ?? '';
      for (const secret of words) {
        if (!asked.toLowerCase().includes(secrets[secret].toLowerCase())) continue;
        // Who looks into the log has to see whom it is about.
        if (who === 'a beheerder' && secret === 'jongere' && ofLog.includes(verb)) continue;
        assert.ok(
          mayKnow[who]?.includes(secret),
          `${verb} tells ${who} the ${secret}: ${asked.slice(0, 300)}`,
        );
        known.add(secret);
      }
      assert.ok(!/\$argon2|hash-van|tokenHash|token_hash/.test(asked), `${verb} tells ${who} a hash`);
      // Who booked it for somebody at the desk hands the link over.
      const hasLink = who === 'the jongere' || (who === 'who has it' && verb === 'findBookedByMe');
      assert.ok(hasLink || !asked.includes(world.token), `${verb} tells ${who} a private link`);
    }
    seen.set(who, known);
  }
  // And the walk does meet what it looks for.
  for (const [who, allowed] of Object.entries(mayKnow))
    assert.deepEqual([...(seen.get(who) ?? [])].sort(), [...new Set(allowed)].sort(), who);
});

const ofLog = ['readLog', 'exportLog'];
const words = Object.keys(secrets).filter((word): word is Secret => word in secrets);
/** Maps and sets as lists, so that nothing hides in them. */
const plain = (_: string, value: unknown) =>
  value instanceof Map || value instanceof Set ? [...value] : value;

async function said(ctx: Ctx, ask: (ctx: Ctx, world: World) => unknown, world: World): Promise<unknown> {
  try {
    return await ask(ctx, world);
  } catch (error) {
    if (error instanceof NotAllowed) return null;
    throw error;
  }
}

/** An afspraak and a chat of one jongere with Noor, with a word in each field. */
async function fill(): Promise<World> {
  const { sql } = database;
  await sql`
    update staff set last_name = ${secrets.lastName}, email = ${secrets.address}, password_hash = ${secrets.passwordHash}
    where id = ${desk.noor}`;
  desk.services.bus.say({ roster: true });
  const contact = { email: secrets.email, phone: secrets.phone };
  const start = at('14:00');
  const made = order({ name: secrets.jongere, contact, start, modality: 'telefoon', location: undefined });
  const booked = await bookFor(ofDesk(), made, randomUUID());
  assert.ok(booked.ok, JSON.stringify(booked));
  const { id, token } = booked.appointment;
  await sql`update appointments set note = ${secrets.message} where id = ${id}`;
  assert.ok((await addNote(ofDesk(), id, { text: secrets.note })).ok);
  const referral = await refer(id);
  const conversation = randomUUID();
  await sql`
    insert into chat_conversations (id, kind, status, token_hash, language, casemanager_id, started_at, waiting_since,
      taken_at, visitor_key, first_name, email, phone, last_seq)
    values (${conversation}, 'chat', 'active', ${hashToken('x')}, 'nl', ${desk.noor}, now(), now(), now(), 'a browser',
      ${secrets.jongere}, ${secrets.email}, ${secrets.phone}, 1)`;
  await sql`
    insert into chat_messages (conversation_id, seq, client_id, author, kind, body, created_at)
    values (${conversation}, 1, ${randomUUID()}, 'jongere', 'text', ${secrets.chat}, now())`;
  await sql`
    insert into chat_notes (id, conversation_id, staff_id, text, at)
    values (${randomUUID()}, ${conversation}, ${desk.noor}, ${secrets.chatNote}, now())`;
  const read = await readAppointment(ofDesk(), id);
  assert.ok(read.ok);
  return { id, token, conversation, referral, details: read.appointment };
}

/** Makes the afspraak one that came of a referral, with a word in each field of that. */
async function refer(appointment: string): Promise<string> {
  const { sql } = database;
  const referral = randomUUID();
  await sql`
    insert into referrals (id, source, organisation_id, made_by, first_name, first_name_folded, email, phone, contact_of,
      age_group, language, topic_id, told, consent_text, consent_version, consent_language, consented_at, created_at)
    select ${referral}, 'together', ${firstOrganisation}, ${desk.daan}, ${secrets.jongere}, ${secrets.jongere.toLowerCase()},
      ${secrets.email}, ${secrets.phone}, 'jongere', '18-22', 'nl', topic_id, ${secrets.told}, 'Ik vind het goed.', 'v1', 'nl',
      now(), now() from appointments where id = ${appointment}`;
  await sql`update appointments set referral_id = ${referral} where id = ${appointment}`;
  await sql`
    insert into referral_messages (referral_id, at, author, staff_id, body)
    values (${referral}, now(), 'casemanager', ${desk.noor}, ${secrets.post})`;
  return referral;
}
