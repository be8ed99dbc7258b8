import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import ts from 'typescript';
import { z } from 'zod';
import { firstOrganisation } from '#db/schema/index.ts';
import { staffArea } from '#server/access/areas.ts';
import { type Action, type Role, reachOf } from '#server/access/policy.ts';
import { inScope, type Owner, type StaffAction } from '#server/access/scope.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { signIn } from '#server/accounts/signIn.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import {
  type FromJongere,
  type FromStaff,
  jongereNamespace,
  socketPath,
  staffNamespace,
} from '#server/chat/events.ts';
import type { Services } from '#server/http/context.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { readInList } from '#server/lists/readIn.ts';
import { report } from '#server/meldingen/report.ts';
import { reportSchema } from '#server/meldingen/schema.ts';
import { readConsent } from '#server/referral/readConsent.ts';
import { refer } from '#server/referral/refer.ts';
import { referSchema } from '#server/referral/schema.ts';
import { jongereCtx, makeCasemanager, makeServices, staffCtx, teamOf } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { offeredTimes, type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

// A walk along all ways in, with every kind of actor, against the table of rights. A page, operation, event or stream that
// does not stand here makes it fail.

const root = join(import.meta.dirname, '..', '..');

/** What a way in is about: something that somebody has, or what is one's own or nobody's. */
type Thing =
  | 'appointment'
  | 'owner'
  | 'by-owner'
  | 'person'
  | 'subject'
  | 'change'
  | 'factor'
  | 'open-referral'
  | 'webhook'
  | 'traject'
  | 'list'
  | null;
type Right = { action: StaffAction; thing: Thing; ask?: 'GET' | 'POST' };

type Keeper = 'door' | 'token' | 'nothing' | 'factor door' | 'anybody of staff';

/** The pages of staff by their file below `src/pages/medewerker`. */
const staffPages: Record<string, Right | Keeper> = {
  // Leads to where somebody's work begins.
  'index.astro': 'anybody of staff',
  'welkom.astro': 'anybody of staff',
  'dag.astro': { action: 'agenda.read', thing: 'owner' },
  'week.astro': { action: 'agenda.read', thing: 'owner' },
  'team/dag.astro': { action: 'agenda.read', thing: null },
  'aanmeldingen/index.astro': { action: 'referral.team.open', thing: null },
  'aanmeldingen/[id].astro': { action: 'referral.team.open', thing: 'open-referral' },
  'team/index.astro': { action: 'team.read', thing: null },
  'team/overdragen.astro': { action: 'team.move', thing: null },
  'team/ziek.astro': { action: 'team.ill', thing: null },
  'trajecten/index.astro': { action: 'traject.read', thing: null },
  'trajecten/nieuw.astro': { action: 'traject.write', thing: null },
  'trajecten/nazorg.astro': { action: 'traject.read', thing: null },
  'lijsten/index.astro': { action: 'list.read', thing: null },
  'lijsten/inlezen/index.astro': { action: 'list.write', thing: null },
  'lijsten/inlezen/voorbeeld.ts': { action: 'list.write', thing: null },
  'lijsten/[id]/index.astro': { action: 'list.read', thing: 'list' },
  'lijsten/[id]/kolommen.astro': { action: 'list.read', thing: 'list' },
  'lijsten/[id]/geplaatst.astro': { action: 'list.read', thing: 'list' },
  'lijsten/[id]/fout.ts': { action: 'list.read', thing: 'list' },
  'lijst.astro': { action: 'agenda.read', thing: 'owner' },
  'zoeken/index.astro': { action: 'appointment.find', thing: null },
  'zoeken/palet.astro': { action: 'appointment.find', thing: null, ask: 'POST' },
  'afspraken/[id]/index.astro': { action: 'appointment.read', thing: 'appointment' },
  'afspraken/[id]/afzeggen.astro': { action: 'appointment.cancel', thing: 'appointment' },
  'afspraken/[id]/link.astro': { action: 'appointment.renew-link', thing: 'appointment' },
  'afspraken/[id]/opnieuw-kiezen.astro': { action: 'appointment.choose-again', thing: 'appointment' },
  'afspraken/[id]/overdragen.astro': { action: 'appointment.hand-over', thing: 'appointment' },
  'afspraken/[id]/vervolg.astro': { action: 'appointment.follow-up', thing: 'appointment' },
  'afspraken/[id]/verzetten.astro': { action: 'appointment.move', thing: 'appointment' },
  'ongedaan.astro': 'anybody of staff',
  'nieuw/index.astro': { action: 'appointment.book-for', thing: null },
  // Whoever did not book it is led to the afspraak itself.
  'nieuw/[id].astro': { action: 'appointment.book-for', thing: 'by-owner' },
  'werktijden/index.astro': { action: 'hours.read', thing: 'owner' },
  'werktijden/voorbeeld.ts': { action: 'hours.read', thing: 'owner', ask: 'POST' },
  'uitzonderingen.astro': { action: 'exception.read', thing: 'owner' },
  'buiten-werktijd.astro': { action: 'exception.read', thing: 'owner' },
  'chat/index.astro': 'anybody of staff',
  'chat/antwoorden.astro': { action: 'reply.read', thing: null },
  // Of another team it says that it is there, and no more.
  'trajecten/[id]/index.astro': { action: 'traject.take-over', thing: 'traject' },
  'trajecten/[id]/gegevens.astro': { action: 'traject.write', thing: 'traject' },
  'trajecten/[id]/brief.astro': { action: 'traject.read', thing: 'traject' },
  'jaarplan/index.astro': { action: 'year-plan.read', thing: null },
  'jaarplan/stap.astro': { action: 'year-plan.save', thing: null },
  'trajecten/[id]/zelfde.astro': { action: 'traject.write', thing: 'traject' },
  'balie.astro': { action: 'walk-in.read', thing: null },
  'cijfers/index.astro': { action: 'figures.read', thing: null },
  'cijfers/csv.ts': { action: 'figures.read', thing: null },
  'cijfers/trajecten/index.astro': { action: 'figures.read', thing: null },
  'cijfers/trajecten/csv.ts': { action: 'figures.read', thing: null },
  'straks.astro': { action: 'agenda.read', thing: null },
  'meldingen.ts': { action: 'own-settings.save', thing: null, ask: 'POST' },
  'weergave.ts': { action: 'account.change', thing: null },
  'instellingen.astro': { action: 'own-settings.read', thing: null },
  'agendas.astro': { action: 'calendars.read', thing: null },
  'pogingen.astro': 'anybody of staff',
  'account.astro': { action: 'account.read', thing: null },
  'account/bevestigen.astro': { action: 'account.change', thing: null },
  'account/toevoegen.astro': { action: 'account.change', thing: null },
  'account/herstelcodes.astro': { action: 'account.change', thing: null },
  'account/factor/[id].astro': { action: 'account.change', thing: 'factor' },
  'beheer/index.astro': { action: 'people.read', thing: null },
  'beheer/logboek/index.astro': { action: 'audit.read', thing: null },
  'beheer/logboek/csv.ts': { action: 'audit.read', thing: null },
  'beheer/links/index.astro': { action: 'link.make', thing: null },
  'beheer/schermen/index.astro': { action: 'screen.read', thing: null },
  'beheer/locaties/index.astro': { action: 'configuration.read', thing: null },
  'beheer/locaties/[id].astro': { action: 'configuration.read', thing: 'subject' },
  'beheer/onderwerpen/index.astro': { action: 'configuration.read', thing: null },
  'beheer/onderwerpen/[id].astro': { action: 'configuration.read', thing: 'subject' },
  'beheer/sluitingen/index.astro': { action: 'configuration.read', thing: null },
  'beheer/sluitingen/[id].astro': { action: 'configuration.read', thing: 'subject' },
  'beheer/teams/index.astro': { action: 'configuration.read', thing: null },
  'beheer/teams/[id].astro': { action: 'configuration.read', thing: 'subject' },
  'beheer/organisaties/index.astro': { action: 'configuration.read', thing: null },
  'beheer/organisaties/[id].astro': { action: 'configuration.read', thing: 'subject' },
  'beheer/wijzigingen/index.astro': { action: 'configuration.read', thing: null },
  'beheer/wijzigingen/[id].astro': { action: 'configuration.read', thing: 'change' },
  'beheer/verzending/index.astro': { action: 'message.read', thing: null },
  'beheer/voorbeelden/index.astro': { action: 'configuration.read', thing: null },
  'beheer/voorbeelden/opmaak.ts': { action: 'configuration.read', thing: null },
  'beheer/sleutels/index.astro': { action: 'organisation-key.read', thing: null },
  'beheer/koppelingen/index.astro': { action: 'webhook.read', thing: null },
  'beheer/koppelingen/[id].astro': { action: 'webhook.read', thing: 'webhook' },
  'beheer/rechten/index.astro': { action: 'rights.read', thing: null },
  'beheer/rechten/csv.ts': { action: 'rights.read', thing: null },
  'beheer/mensen/index.astro': { action: 'people.read', thing: null },
  'beheer/mensen/uitnodigen.astro': { action: 'people.read', thing: null },
  'beheer/mensen/inlezen/index.astro': { action: 'people.save', thing: null },
  'beheer/mensen/inlezen/fout.ts': { action: 'people.save', thing: null },
  'beheer/mensen/inlezen/voorbeeld.ts': { action: 'people.save', thing: null },
  'beheer/mensen/[id]/index.astro': { action: 'people.read', thing: 'person' },
  'beheer/mensen/[id]/stoppen.astro': { action: 'people.save', thing: 'person' },
  'beheer/inzage/index.astro': { action: 'held.find', thing: null },
  'beheer/inzage/bestand.ts': { action: 'held.find', thing: null },
  'beheer/instellingen/[page].astro': { action: 'configuration.read', thing: null },
  'beheer/termijnen/index.astro': { action: 'configuration.read', thing: null },
  'beheer/huisstijl/index.astro': { action: 'configuration.read', thing: null },
  'beheer/huisstijl/logo.astro': { action: 'configuration.save', thing: null },
  'beheer/bewaren-als-bestand/index.astro': { action: 'configuration.read', thing: null },
  'beheer/bewaren-als-bestand/doorstart.json.ts': { action: 'configuration.read', thing: null },
  'wachtwoord/[token].astro': 'token',
  'inloggen.astro': 'door',
  'wachtwoord-vergeten.astro': 'door',
  // For who knew their password alone, and opens nothing else.
  'inloggen/bevestigen.astro': 'factor door',
  'inloggen/instellen.astro': 'factor door',
  // Without single sign-on there is nothing: `integration/sso` walks through them.
  'inloggen/sso/index.astro': 'nothing',
  'inloggen/sso/terug.astro': 'nothing',
  'inloggen/sso/uitgelogd.ts': 'nothing',
  'uitloggen.astro': 'anybody of staff',
};

/** The pages of who brings jongeren by their file below `src/pages/jongerenwerk`. */
const referralPages: Record<string, StaffAction> = {
  'index.astro': 'referral.read',
  'nieuw/[way].astro': 'referral.make',
  '[id]/index.astro': 'referral.read',
  '[id]/wijzigen.astro': 'referral.change',
  'zonder-verbinding.astro': 'referral.make',
  'bekend.ts': 'referral.make',
  // Takes a form alone.
  'versturen.ts': 'referral.make',
};

/** The pages of a school by their file below `src/pages/school`. */
const schoolPages: Record<string, StaffAction> = {
  'index.astro': 'melding.own.read',
  'melden.astro': 'melding.report',
  '[id].astro': 'melding.own.read',
  'lijst/index.astro': 'list.give',
  'lijst/[id].astro': 'list.own.read',
};

/** The pages of everybody, by their file; with `token` or `hold` in the path, the right is that token. */
const openPages = [
  ...['.well-known/security.txt.ts', 'security.txt.ts', 'robots.txt.ts', 'sitemap.xml.ts'],
  ...['404.astro', '500.astro', '[...unknown].astro', '[page].astro', 'fout.astro', 'index.astro'],
  ...[
    'chat.astro',
    'verwijzen/index.astro',
    'verwijzen/verstuurd.astro',
    'contact.astro',
    'cookies.astro',
    'hulp-nu.astro',
    'nog-niet-open.astro',
    'privacy.astro',
    'toegankelijkheid.astro',
  ],
  ...['afspraak/27-plus.astro', 'afspraak/gestopt.astro', 'afspraak/hoe.astro', 'afspraak/index.astro'],
  ...['afspraak/wanneer.astro', 'afspraak/[hold]/controle.astro', 'afspraak/[hold]/gegevens.astro'],
  ...['mijn-afspraak/[token]/afzeggen.astro', 'mijn-afspraak/[token]/gemaakt.astro'],
  ...['mijn-afspraak/[token]/bewaard.astro', 'mijn-afspraak/[token]/bestand.ts'],
  ...['mijn-afspraak/[token]/hier.ts', 'scherm/[token].astro', 'kalender/[token].ics.ts'],
  ...['mijn-afspraak/[token]/index.astro', 'mijn-afspraak/[token]/verzetten.astro'],
  ...['mijn-afspraak/[token]/wissen.astro', 'mijn-afspraak/gewist.astro'],
  ...['mijn-afspraak/[token]/nodig.astro', 'mijn-afspraak/[token]/berichten.astro'],
  ...['mijn-afspraak/[token]/verbeteren.astro', 'mijn-afspraak/[token]/delen.astro'],
  ...['postbus/index.astro', 'postbus/[id]/index.astro', 'postbus/[id]/opmaak.ts'],
  ...['postbus/[id]/bijlage/[name].ts'],
  ...['uitnodiging/[token]/index.astro', 'uitnodiging/[token]/verbeteren.astro'],
  ...['uitnodiging/[token]/losmaken.astro'],
  'gesprek/[token].astro',
  ...['voorstel/[token]/index.astro', 'voorstel/[token]/stoppen.astro'],
  ...['overdracht/[token].astro'],
  ...['afspraak/wachtlijst.astro', 'mijn-afspraak/[token]/wachtlijst.astro'],
  ...['chat/antwoord/[token].astro'],
  ...['wachtlijst/[token]/index.astro', 'wachtlijst/[token]/wijzigen.astro'],
  ...['startkwalificatie/[...step].astro', 'startkwalificatie/index.astro', 'startkwalificatie/geteld.ts'],
];

/** Those of who was referred or invited: this afspraak opens none. They open in `invitationSteps`, `gesprekken`, `proposal` and `sealed`. */
const ofReferral =
  /^(uitnodiging|gesprek|voorstel|overdracht|scherm|kalender|wachtlijst|chat\/antwoord)|\/(delen|verbeteren)\.astro$/;

/** The operations of the API. None knows a session: where a path has a token, that is the right. */
const operations: Record<string, Action | 'open'> = {
  'get /locations': 'slots.find',
  'get /topics': 'slots.find',
  'get /slots': 'slots.find',
  'post /startkwalificatie': 'open',
  'post /holds': 'hold.place',
  'delete /holds/{hold}': 'hold.change',
  'post /appointments': 'appointment.book',
  'get /appointments/{token}': 'appointment.own.read',
  'patch /appointments/{token}': 'appointment.own.move',
  'delete /appointments/{token}': 'appointment.own.cancel',
  'get /appointments/{token}/calendar.ics': 'appointment.own.read',
  // The key of an organisation is the right.
  'get /referrals/consent': 'referral.send',
  'post /referrals': 'referral.send',
  'post /meldingen': 'melding.send',
  'get /meldingen/{melding}': 'melding.send',
  'get /chat': 'chat.availability',
  'post /chat/conversations': 'chat.begin',
  'post /chat/questions': 'chat.begin',
  'post /chat/end': 'chat.own',
};

/** What staff can say over a socket; `answered` says whether it is answered at all. */
const staffEvents: Record<
  keyof FromStaff,
  { action: StaffAction; payload: object; answered?: false; thing?: false }
> = {
  inbox: { action: 'chat.inbox', payload: {}, thing: false },
  presence: { action: 'chat.presence', payload: { status: 'away' }, thing: false },
  watching: { action: 'chat.presence', payload: { watching: false }, answered: false, thing: false },
  open: { action: 'chat.read', payload: { after: null } },
  leave: { action: 'chat.read', payload: {}, thing: false },
  earlier: { action: 'chat.read', payload: { before: 1 } },
  send: { action: 'chat.write', payload: { clientId: randomUUID(), body: 'Hoi' } },
  receipt: { action: 'chat.write', payload: { delivered: 0, seen: 0 }, answered: false },
  typing: { action: 'chat.write', payload: {}, answered: false },
  take: { action: 'chat.take', payload: {} },
  handOver: { action: 'chat.hand-over', payload: { to: randomUUID() } },
  note: { action: 'chat.note', payload: { clientId: randomUUID(), text: 'Belt morgen' } },
  offer: { action: 'chat.offer', payload: { clientId: randomUUID(), topic: 'school' } },
  next: { action: 'agenda.read', payload: {}, thing: false },
  freeTimes: {
    action: 'chat.free-times',
    payload: { topic: 'school', modality: 'video' },
    thing: false,
  },
  propose: {
    action: 'chat.propose',
    payload: { clientId: randomUUID(), organisation: firstOrganisation, topic: 'school' },
  },
  withdraw: { action: 'chat.propose', payload: { proposal: 1 } },
  end: { action: 'chat.end', payload: {} },
  answered: { action: 'chat.end', payload: { how: 'phone' } },
  block: { action: 'chat.block', payload: {} },
};

const jongereEvents: Record<keyof FromJongere, Action> = {
  replay: 'chat.own',
  earlier: 'chat.own',
  send: 'chat.own',
  receipt: 'chat.own',
  typing: 'chat.own',
  end: 'chat.own',
  reopen: 'chat.own',
  rate: 'chat.own',
  book: 'chat.own',
};

const streams: Record<string, Right | 'open'> = {
  '/live/slots': 'open',
  '/live/mailbox': 'open',
  '/live/agenda': { action: 'agenda.read', thing: 'owner' },
};

const waitsForFactor = 'somebody whose second factor is still to come';

interface Somebody {
  name: string;
  /** Null for who is not, or no longer, signed in. */
  as: { id: string; roles: readonly Role[]; team: string | null } | null;
  cookie: string;
}

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: ServerProcess;
let services: Services;
let everybody: Somebody[];
let owner: { id: string; team: string | null };
let appointment: { id: string; token: string };
let factor = '';
let conversation: { id: string; token: string };
let change = '';
/** Brought by a jongerenwerker, of one organisation. */
let referral: { id: string; by: string };
/** Left by the form without an account, and nobody's yet. */
let openReferral = '';
let webhook = '';
/** Reported by a school. */
let melding = '';
let traject = '';
/** Of our gemeente, which in this walk everybody works for. */
let list = '';

before(async () => {
  database = await testDatabase();
  server = await startServerProcess(database.url);
  services = await makeServices(database, {
    clock: systemClock,
    publicUrl: server.url,
    secret: server.secret,
  });
  const { db, sql } = database;
  const north = 'Team Noord';
  const week = [{ locationId: 'jongerenpunt070' }];
  const join = async (name: string, values: { roles?: Role[]; team: string | null }) => {
    const id = await makeCasemanager(db, week, values);
    const cookie = `${services.sessions.cookieName}=${await services.sessions.begin(id)}`;
    return {
      name,
      as: { id, roles: values.roles ?? ['casemanager'], team: teamOf(values.team)?.id ?? null },
      cookie,
    };
  };
  /** Who gave the right password, and no second factor yet; also with that token as if it were a session. */
  const waiting = async () => {
    const email = 'wacht@example.nl';
    const passwordHash = await hashPassword('een goed wachtwoord');
    await makeCasemanager(db, week, { email, passwordHash, team: north });
    // As in the database of a gemeente, where the factor is required.
    await sql`update database_purpose set purpose = 'gemeente'`;
    const knocked = await signIn(jongereCtx(services), { email, password: 'een goed wachtwoord' });
    assert.ok(!knocked.ok && knocked.error === 'factor');
    const cookie = knocked.cookies[0]?.split(';', 1)[0] ?? '';
    return `${cookie}; ${services.sessions.cookieName}=${cookie.split('=')[1]}`;
  };
  const first = await join('who has it', { team: north });
  const left = await join('somebody whose account ended', { team: north });
  const over = await join('somebody whose session is over', { team: north });
  everybody = [
    { name: 'nobody', as: null, cookie: '' },
    first,
    await join('a colleague', { team: north }),
    await join('a coordinator of the team', { roles: ['coordinator'], team: north }),
    await join('a coordinator who runs the place too', { roles: ['coordinator', 'beheerder'], team: north }),
    await join('a casemanager of another team', { team: 'Team Zuid' }),
    await join('a casemanager without a team', { team: null }),
    await join('a coordinator of another team', { roles: ['coordinator'], team: 'Team Zuid' }),
    await join('a beheerder', { roles: ['beheerder'], team: null }),
    await join('a beheerder of the team', { roles: ['beheerder'], team: north }),
    await join('a jongerenwerker', { roles: ['jongerenwerker'], team: null }),
    await join('a schoolmedewerker', { roles: ['schoolmedewerker'], team: null }),
    { ...left, as: null },
    { ...over, as: null },
    { name: waitsForFactor, as: null, cookie: await waiting() },
  ];
  owner = { id: first.as.id, team: first.as.team };
  const [made] = await sql<{ id: string }[]>`
    insert into sign_in_factors (staff_id, kind, name, created_at, sealed_secret, last_step)
    values (${owner.id}, 'totp', 'Telefoon', now(), 'x', 0) returning id`;
  factor = made?.id ?? '';
  await sql`update staff set active = false where id = ${left.as.id}`;
  await sql`update sessions set last_used_at = now() - interval '1 day' where user_id = ${over.as.id}`;

  // The owner works from nine to five; in the demo some begin sooner or stay longer.
  const start = (await offeredTimes(server, 'school')).find(
    (time) => time.available > 0 && time.start.slice(11) >= '09:00' && time.start.slice(11) < '16:00',
  )?.start;
  assert.ok(start);
  services.bus.say({ roster: true });
  const booked = await bookFor(
    staffCtx(services, owner.id, { team: north }),
    {
      topic: 'school',
      start,
      modality: 'telefoon',
      casemanager: owner.id,
      name: 'Sam',
      ageGroup: '18-22',
      contact: { phone: '+31612345678' },
    },
    randomUUID(),
  );
  assert.ok(booked.ok, JSON.stringify(booked));
  appointment = booked.appointment;
  const bringer = everybody.find(({ name }) => name === 'a jongerenwerker')?.as;
  assert.ok(bringer);
  const ofBringer = staffCtx(services, bringer.id, { roles: bringer.roles, team: null });
  const brought = await refer(
    ofBringer,
    referSchema.parse({
      firstName: 'Sam',
      ageGroup: '18-22',
      residence: 'here',
      contact: { phone: '06 12345678' },
      contactOf: 'jongere',
      topic: 'school',
      consent: true,
      consentVersion: (await readConsent(ofBringer, 'nl')).version,
      consentLanguage: 'nl',
    }),
    randomUUID(),
  );
  assert.ok(brought.ok, JSON.stringify(brought));
  referral = { id: brought.referral, by: bringer.id };
  const teacher = everybody.find(({ as }) => as?.roles.includes('schoolmedewerker'))?.as;
  assert.ok(teacher);
  const atSchool = staffCtx(services, teacher.id, { roles: teacher.roles, team: null });
  const reported = await report(
    atSchool,
    reportSchema.parse({
      pupil: { firstName: 'Sam', lastName: 'Jansen', birthDate: '2010-03-24' },
      melding: { kind: 'overig', beganOn: '2026-11-02' },
    }),
    randomUUID(),
  );
  assert.ok(reported.ok, JSON.stringify(reported));
  melding = reported.melding;
  const readIn = await readInList(
    staffCtx(services, owner.id, { team: north }),
    { kind: 'no-show', asOf: '2026-11-02', sender: firstOrganisation },
    { text: 'voornaam;achternaam;geboortedatum\nSam;Jansen;2008-03-24' },
  );
  assert.ok(readIn.ok, JSON.stringify(readIn));
  list = readIn.list;
  const [byForm] = await sql<{ id: string }[]>`
    insert into referrals (id, source, from_name, from_organisation, from_email, first_name, first_name_folded, phone, contact_of,
      age_group, language, topic_id, step_free, consent_text, consent_version, consent_language, consented_at, created_at)
    select ${randomUUID()}, 'form', 'Ria', 'Het lyceum', 'ria@school.example', first_name, first_name_folded, phone, contact_of,
      age_group, language, topic_id, step_free, consent_text, consent_version, consent_language, consented_at, created_at
    from referrals where id = ${referral.id} returning id`;
  openReferral = byForm?.id ?? '';
  const [row] = await sql<{ id: string }[]>`
    insert into configuration_changes (kind, subject, before, after, at)
    values ('closure', ${randomUUID()}, null, '{"name":"Zomer","from":"2031-08-01","until":"2031-08-02"}', now()) returning id`;
  change = row?.id ?? '';
  webhook = randomUUID();
  await sql`
    insert into webhooks (id, organisation_id, name, url, kinds, secret, created_at, created_by)
    values (${webhook}, ${firstOrganisation}, 'Zaken', 'https://zaken.example.nl', '{figures}', '', now(), ${owner.id})`;
  traject = randomUUID();
  await sql`
    with jongere as (
      insert into jongeren (id, first_name, last_name, name_folded, birth_date, created_at)
      values (${randomUUID()}, 'Sam', 'Zuid', 'sam zuid', '2008-05-06', now()) returning id)
    insert into trajecten (id, jongere_id, owner_id, next_action, next_on, opened_at)
    select ${traject}, id, ${owner.id}, 'call', '2031-01-06', now() from jongere`;
  const id = randomUUID();
  conversation = { id, token: services.tokens.make('chat', id, 1) };
  await sql`
    insert into chat_conversations (id, kind, status, token_hash, language, casemanager_id, started_at, waiting_since,
      taken_at, visitor_key)
    values (${id}, 'chat', 'active', ${hashToken(conversation.token)}, 'nl', ${owner.id}, now(), now(), now(), 'a browser')`;
});
after(async () => {
  await services?.close();
  await server?.stop();
  await database.drop();
});

type Outcome = 'let in' | 'not found' | 'sign in';

const actorOf = (as: NonNullable<Somebody['as']>) =>
  ({
    actor: staffCtx(services, as.id, { roles: as.roles, team: null }).actor,
  }) as const;

/** Whether somebody may, by the table. */
function mayDo(as: NonNullable<Somebody['as']>, action: StaffAction, of: Owner | 'own'): boolean {
  if (reachOf(as.roles, action) === undefined) return false;
  if (of === 'own') return true;
  const { actor } = actorOf(as);
  if (actor.kind !== 'staff') return false;
  const staff = { ...actor.staff, team: as.team === null ? null : { id: as.team, name: '' } };
  return inScope({ actor: { ...actor, staff } }, action)(of);
}

function expected({ name, as }: Somebody, right: (typeof staffPages)[string]): Outcome {
  if (right === 'door') return 'let in';
  if (right === 'factor door') return name === waitsForFactor ? 'let in' : 'sign in';
  // Of a link that is none, whoever asks.
  if (right === 'token' || right === 'nothing') return 'not found';
  if (as === null) return 'sign in';
  if (right === 'anybody of staff') return 'let in';
  const isAnybodys = [null, 'open-referral', 'webhook', 'list'].includes(right.thing);
  return mayDo(as, right.action, isAnybodys ? 'own' : owner) ? 'let in' : 'not found';
}

const ask = (path: string, cookie: string, init: RequestInit = {}) =>
  fetch(server.url + path, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });

/** An empty form: it is refused for who it is from before it is for what is not in it. */
const emptyForm = () => ({
  method: 'POST',
  headers: { origin: server.url },
  body: new URLSearchParams({ leeg: '' }),
});

async function outcomeOf(response: Response): Promise<Outcome> {
  await response.body?.cancel();
  const to = response.headers.get('location') ?? '';
  if (response.status === 303 && new URL(to, server.url).pathname === staffArea.signIn) return 'sign in';
  if (response.status === 404) return 'not found';
  assert.ok(response.status < 500, `${response.url} ${response.status}`);
  return 'let in';
}

function idOf(right: (typeof staffPages)[string]): string {
  const thing = typeof right === 'object' ? right.thing : null;
  if (thing === 'person') return owner.id;
  if (thing === 'factor') return factor;
  if (thing === 'open-referral') return openReferral;
  if (thing === 'webhook') return webhook;
  if (thing === 'traject') return traject;
  if (thing === 'list') return list;
  // A form of something new is there for whoever may change what is there.
  if (thing === 'subject') return 'nieuw';
  return thing === 'change' ? change : appointment.id;
}

function pathOf(file: string, right: (typeof staffPages)[string]): string {
  const path = file
    .replace(/(^|\/)index\.astro$|\.(astro|ts)$/, '')
    .replace('[token]', 'x'.repeat(32))
    .replace('[page]', 'boeken')
    .replace('[id]', idOf(right));
  const who = typeof right === 'object' && right.thing === 'owner' ? `?who=${owner.id}` : '';
  return `${staffArea.path}${path && `/${path}`}${who}`;
}

/** All that the walk could have changed. */
const state = async () => [
  ...(await database.sql`
    select status, starts_at, casemanager_id, sequence, outcome, choose_again_at from appointments where id = ${appointment.id}`),
  ...(await database.sql`select status, casemanager_id, last_seq from chat_conversations where id = ${conversation.id}`),
  ...(await database.sql`select count(*)::int from history where staff_id is not null`),
];

describe('pages', () => {
  test('each stands in the table, and nothing else does', () => {
    const files = readdirSync(join(root, 'src/pages'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(astro|ts)$/.test(file),
    );
    const known = [
      ...openPages,
      ...Object.keys(staffPages).map((file) => `medewerker/${file}`),
      ...Object.keys(referralPages).map((file) => `jongerenwerk/${file}`),
      ...Object.keys(schoolPages).map((file) => `school/${file}`),
    ];
    assert.deepEqual(files.toSorted(), known.toSorted());
  });

  test('of who brings jongeren let in whom the table lets in, to what is of their organisation', async () => {
    for (const [file, action] of Object.entries(referralPages)) {
      const path = `/jongerenwerk/${file}`
        .replace(/(\/index)?\.(astro|ts)$/, '')
        .replace('[way]', 'samen')
        .replace('[id]', referral.id);
      for (const { name, as, cookie } of everybody) {
        const outcome = await outcomeOf(await ask(path, cookie, file === 'versturen.ts' ? emptyForm() : {}));
        const isInside = !file.includes('[id]') || as?.id === referral.by;
        const may = as !== null && reachOf(as.roles, action) !== undefined && isInside;
        assert.equal(outcome, as === null ? 'sign in' : may ? 'let in' : 'not found', `${file} for ${name}`);
      }
    }
  });

  test('of a school let in whom the table lets in', async () => {
    for (const [file, action] of Object.entries(schoolPages)) {
      const id = file.startsWith('lijst/') ? list : melding;
      const path = `/school/${file}`.replace(/(\/index)?\.astro$/, '').replace('[id]', id);
      for (const { name, as, cookie } of everybody) {
        const outcome = await outcomeOf(await ask(path, cookie));
        const may = as !== null && reachOf(as.roles, action) !== undefined;
        assert.equal(outcome, as === null ? 'sign in' : may ? 'let in' : 'not found', `${file} for ${name}`);
      }
    }
  });

  test('of staff let in whom the table lets in', async () => {
    for (const [file, right] of Object.entries(staffPages)) {
      const isPost = typeof right === 'object' && right.ask === 'POST';
      for (const somebody of everybody) {
        const response = await ask(pathOf(file, right), somebody.cookie, isPost ? emptyForm() : {});
        const to = response.headers.get('location');
        const outcome = await outcomeOf(response);
        const what = `${file} for ${somebody.name}`;
        const mayAtAll = typeof right === 'object' && somebody.as && mayDo(somebody.as, right.action, 'own');
        if (typeof right === 'object' && right.thing === 'by-owner' && mayAtAll) {
          assert.equal(to === null, somebody.as?.id === owner.id, what);
        } else if (
          file === 'chat/antwoorden.astro' &&
          somebody.as &&
          reachOf(somebody.as.roles, 'reply.read') === undefined
        ) {
          assert.equal(to, `${staffArea.path}/chat`, what);
        } else assert.equal(outcome, expected(somebody, right), what);
      }
    }
  });

  test('of staff take a form from nobody whom the table does not let in', async () => {
    const stood = await state();
    for (const [file, right] of Object.entries(staffPages)) {
      if (right === 'door') continue;
      for (const somebody of everybody) {
        const refused = expected(somebody, right);
        if (refused === 'let in') continue;
        if (typeof right === 'object' && right.thing === 'by-owner' && somebody.as) continue;
        // Who is signed out is so before it is asked whether the page takes a form at all.
        const outcome = await outcomeOf(await ask(pathOf(file, right), somebody.cookie, emptyForm()));
        if (file === 'chat/antwoorden.astro' && somebody.as) continue;
        assert.equal(outcome, refused, `a form to ${file} for ${somebody.name}`);
      }
    }
    assert.deepEqual(await state(), stood);
  });

  test('of everybody ask for no session, and those of a token for that token', async () => {
    for (const file of openPages) {
      const path = `/${file.replace(/(^|\/)index\.astro$|\.(astro|ts)$/, '').replace(/\[\.\.\.\w+\]|\[page\]/, 'nergens')}`;
      for (const [token, mayHave] of [
        [appointment.token, file.includes('[token]') && !ofReferral.test(file)],
        ['x'.repeat(appointment.token.length), false],
      ] as const) {
        const statuses = new Set<number>();
        for (const { cookie } of everybody.slice(0, 2)) {
          const response = await ask(path.replace(/\[(token|hold)\]/, token), cookie);
          await response.body?.cancel();
          statuses.add(response.status);
        }
        assert.equal(statuses.size, 1, path);
        if (/\[(token|hold)\]/.test(file))
          assert.equal(!statuses.has(404), mayHave || statuses.has(303), path);
      }
    }
  });
});

describe('the API', () => {
  const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

  test('has the operations of the table, which know no session but a token', async () => {
    const response = await ask('/api/v1/openapi.json', '');
    const { paths } = documentSchema.parse(await response.json());
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
        .map((method) => `${method} ${path.replace(/^\/api\/v1/, '')}`),
    );
    assert.deepEqual(described.toSorted(), Object.keys(operations).toSorted());
    for (const [operation, action] of Object.entries(operations)) {
      assert.ok(action === 'open' || reachOf(['jongere'], action), operation);
      const [method = '', path = ''] = operation.split(' ');
      const body = method === 'get' || method === 'delete' ? null : '{}';
      const statuses = new Set<number>();
      for (const { cookie } of everybody) {
        const init = { method: method.toUpperCase(), body, headers: { 'content-type': 'application/json' } };
        const answer = await ask(`/api/v1${path.replace(/\{(token|hold)\}/, 'x'.repeat(32))}`, cookie, init);
        await answer.body?.cancel();
        statuses.add(answer.status);
      }
      assert.equal(statuses.size, 1, operation);
      const [status = 0] = statuses;
      if (/\{(token|hold)\}/.test(path)) assert.ok([400, 404].includes(status), `${operation} ${status}`);
      assert.equal(
        status === 401,
        action === 'referral.send' || action === 'melding.send',
        `${operation} ${status}`,
      );
      assert.ok(status < 500, `${operation} ${status}`);
    }
  });
});

describe('sockets', () => {
  /** The events of an interface of events.ts. */
  function eventsOf(name: string): string[] {
    const file = join(root, 'server/chat/events.ts');
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    return source.statements.flatMap((statement) =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name
        ? statement.members.map((member) => member.name?.getText() ?? '')
        : [],
    );
  }

  const connect = (namespace: string, cookie: string, auth: object = {}) =>
    io(server.url + namespace, {
      path: socketPath,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth,
      extraHeaders: { cookie },
    });
  const opened = (socket: Socket) =>
    new Promise<boolean>((done) => {
      socket.on('connect', () => done(true));
      socket.on('connect_error', () => done(false));
    });
  const Answer = z.object({ ok: z.unknown().optional(), error: z.string().optional() });

  test('each event stands in the table', () => {
    assert.deepEqual(eventsOf('FromStaff').toSorted(), Object.keys(staffEvents).toSorted());
    assert.deepEqual(eventsOf('FromJongere').toSorted(), Object.keys(jongereEvents).toSorted());
  });

  test('of staff let in whom the table lets in, and do nothing with a conversation for others', async () => {
    for (const { name, as, cookie } of everybody) {
      const socket = connect(staffNamespace, cookie);
      try {
        const mayChat = as !== null && reachOf(as.roles, 'chat.inbox') !== undefined;
        assert.equal(await opened(socket), mayChat, name);
        if (!mayChat || as.id === owner.id) continue;
        const stood = await state();
        for (const [event, { action, payload, answered = true, thing = true }] of Object.entries(
          staffEvents,
        )) {
          if (!answered) continue;
          if (thing && mayDo(as, action, owner)) continue;
          const sent = thing
            ? { ...payload, conversation: conversation.id }
            : { ...payload, ...(event === 'leave' && { conversation: conversation.id }) };
          const answer = Answer.parse(await socket.timeout(5000).emitWithAck(event, sent));
          assert.equal(answer.error === undefined, !thing, `${event} for ${name}: ${JSON.stringify(answer)}`);
        }
        assert.deepEqual(await state(), stood, name);
        const read = await socket.emitWithAck('open', { conversation: conversation.id, after: null });
        assert.equal('ok' in read, mayDo(as, 'chat.read', owner), name);
      } finally {
        socket.disconnect();
      }
    }
  });

  test('of a jongere open for their token alone, whoever is signed in', async () => {
    for (const { name, cookie } of everybody) {
      for (const [token, isTheirs] of [
        [conversation.token, true],
        ['x'.repeat(conversation.token.length), false],
      ] as const) {
        const socket = connect(jongereNamespace, cookie, { token });
        assert.equal(await opened(socket), isTheirs, name);
        socket.disconnect();
      }
    }
  });
});

describe('live streams', () => {
  test('each stands in the table, and lets in whom the table lets in', async () => {
    const listener = readFileSync(join(root, 'server/listener.ts'), 'utf8');
    const found = [...listener.matchAll(/'(\/live\/\w+)'/g)].map(([, path = '']) => path);
    assert.deepEqual(found.toSorted(), Object.keys(streams).toSorted());
    for (const [path, right] of Object.entries(streams)) {
      for (const somebody of everybody) {
        const response = await ask(right === 'open' ? path : `${path}?who=${owner.id}`, somebody.cookie);
        await response.body?.cancel();
        const status = { 'let in': 200, 'not found': 404, 'sign in': 401 };
        const wanted = right === 'open' ? 'let in' : expected(somebody, right);
        assert.equal(response.status, status[wanted], `${path} for ${somebody.name}`);
      }
    }
  });
});
