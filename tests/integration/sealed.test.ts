import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { handoverParts } from '#db/schema/words.ts';
import type { Ctx } from '#server/http/context.ts';
import { dayMs } from '#server/kernel/time.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { assign } from '#server/trajecten/assign.ts';
import { reopenTraject } from '#server/trajecten/close.ts';
import { offerHandover, withdrawHandover } from '#server/trajecten/handover.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { addNote, addVerslag } from '#server/trajecten/notes.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import type { OfferInput } from '#server/trajecten/schema.ts';
import { acceptSealed, refuseSealed } from '#server/trajecten/sealed/answerSealed.ts';
import { openSealed, readSealed } from '#server/trajecten/sealed/openSealed.ts';
import { renewSealed } from '#server/trajecten/sealed/renewSealed.ts';
import { mostWrongCodes } from '#server/trajecten/sealed/rules.ts';
import { codeSchema } from '#server/trajecten/sealed/schema.ts';
import { sealedToken } from '#server/trajecten/sealed/sealedPage.ts';
import { sealedStep } from '../../src/sealed/sealedStep.ts';
import { trajectStep } from '../../src/traject/trajectStep.ts';
import { stepTaker } from '../support/asked.ts';
import { openMailServer } from '../support/mailServer.ts';
import { atOnce, tally } from '../support/raceGround.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// An overdracht to a gemeente without accounts here: a page that opens with a link and a code (decision 0090).

let ground: TrajectGround;
let outside: Ctx;
let noor: Ctx;

before(async () => {
  ground = await trajectGround();
  outside = ground.ctx;
  noor = ground.noor.ctx;
});
after(() => ground.close());

const anna = { name: 'Anna de Boer', function: 'Leerplichtambtenaar' };
let pupils = 0;

/** A traject of Noor about somebody new, who is 17. */
async function traject(): Promise<string> {
  pupils += 1;
  const pupil = {
    firstName: `Zebedeus${'abcdefghijklmnopqrstuvwxyz'[pupils]}`,
    lastName: 'Krantenkiosk',
    pupilNumber: `9${pupils}`,
    birthDate: `2009-01-${String((pupils % 28) + 1).padStart(2, '0')}`,
    phone: '+31612345901',
  };
  const input = report('v3', pupil);
  const { traject: id } = await ground.reported({
    ...input,
    melding: { ...input.melding, reason: 'duimstok' },
  });
  await assign(ground.carlijn.ctx, {
    to: ground.noor.id,
    trajecten: [{ id, version: await ground.versionOf(id) }],
  });
  return id;
}

/** Offers it to Leiden: its id, the token of its link and its code. */
async function offered(id: string, parts: OfferInput['parts'] = ['contact']) {
  const result = await offerHandover(noor, id, {
    version: await ground.versionOf(id),
    to: { kind: 'outside', name: 'Gemeente Leiden, leerplicht', email: 'anna@leiden.example' },
    reason: 'verhuisd',
    parts,
  });
  assert.ok(result.ok && result.code !== null, JSON.stringify(result));
  return { id: result.handover, token: sealedToken(outside, result.handover, 1), code: result.code };
}
const wrongOf = (code: string) => String((Number(code) + 1) % 10 ** 8).padStart(8, '0');
const stateOf = async (token: string) => {
  const found = await readSealed(outside, token);
  return found.ok ? found.front.state : found.error;
};

test('who has link and code reads what was ticked and accepts; until then the giver has it', async () => {
  const id = await traject();
  const { token, code } = await offered(id, ['contact', 'agreements']);
  await addVerslag(noor, id, {
    id: randomUUID(),
    audience: 'woongemeente',
    facts: 'binnenkamer',
    reasons: 'zijlijntje',
    agreements: 'maandag weer naar school',
    reasonsAgreed: false,
  });
  assert.doesNotMatch(JSON.stringify(await readSealed(outside, token)), /Zebedeus|Krantenkiosk|verhuisd/);
  const opened = await openSealed(
    outside,
    token,
    codeSchema.parse({ code: `${code.slice(0, 4)} ${code.slice(4)}` }),
  );
  assert.ok(opened.ok);
  const said = JSON.stringify(opened.sealed);
  assert.match(said, /Zebedeus.*maandag weer naar school/);
  assert.doesNotMatch(said, /binnenkamer|zijlijntje|duimstok/);
  assert.equal((await ground.stands(id)).owner, ground.noor.id);

  assert.deepEqual(await acceptSealed(outside, token, { code, ...anna }), { ok: true });
  const stands = await readTraject(noor, id);
  assert.ok(stands.ok);
  const { state, destination, destinationNote, nextAction, story, handovers } = stands.traject;
  assert.deepEqual([state, destination, nextAction], ['afgesloten', 'handed-over', null]);
  assert.equal(destinationNote, 'Gemeente Leiden, leerplicht');
  assert.deepEqual(
    story.meldingen.map((one) => one.state),
    ['noted'],
    'the school hears where it stands',
  );
  assert.equal(handovers[0]?.to, 'Gemeente Leiden, leerplicht');
  assert.equal(handovers[0]?.settledBy, 'Anna de Boer, Leerplichtambtenaar');
  assert.deepEqual(
    handovers[0]?.sealed?.openings.map((one) => one.opened),
    [true],
  );
  const sent = await ground.sql`
    select words from traject_sent x join traject_notes n on n.id = x.note_id where n.traject_id = ${id} and way = 'sealed-page'`;
  assert.deepEqual(
    sent.map(({ words }) => words),
    ['Wat we afspraken\nmaandag weer naar school'],
  );
  // Sent twice it is accepted once; by somebody else it was accepted before.
  assert.deepEqual(await acceptSealed(outside, token, { code, ...anna }), { ok: true });
  const other = await acceptSealed(outside, token, { code, name: 'Bas', function: 'Coach' });
  assert.deepEqual(other, { ok: false, error: 'over', state: 'accepted' });
  assert.ok((await openSealed(outside, token, { code })).ok, 'who accepted reads on');
  assert.ok((await reopenTraject(noor, id, { version: await ground.versionOf(id) })).ok);
  assert.ok(!(await openSealed(outside, token, { code })).ok, 'until it is taken up again here');
});

test('whichever parts are ticked, nothing of the others is on the page', async () => {
  const id = await traject();
  await noteContact(noor, id, {
    version: await ground.versionOf(id),
    way: 'call',
    party: 'jongere',
    outcome: 'reached',
    note: 'briefkaart',
  });
  const note = { id: randomUUID(), audience: 'team' as const, facts: 'kladblok' };
  assert.ok((await addNote(noor, id, note)).ok);
  const verslag = {
    audience: 'team' as const,
    facts: 'feitje',
    reasons: 'redentje',
    agreements: 'afspraakje',
  };
  assert.ok((await addVerslag(noor, id, { id: randomUUID(), reasonsAgreed: false, ...verslag })).ok);
  const words: Record<string, (typeof handoverParts)[number][]> = {
    Zebedeus: ['contact'],
    '31612345901': ['contact'],
    'ROC De Delta': ['school', 'meldingen'],
    duimstok: ['meldingen'],
    briefkaart: ['attempts'],
    feitje: ['verslagen'],
    redentje: ['verslagen'],
    afspraakje: ['verslagen', 'agreements'],
    kladblok: [],
  };
  await fc.assert(
    fc.asyncProperty(fc.subarray([...handoverParts]), async (parts) => {
      const { id: handover, token, code } = await offered(id, parts);
      const opened = await openSealed(outside, token, { code });
      assert.ok(opened.ok);
      const said = JSON.stringify(opened.sealed);
      for (const [word, of] of Object.entries(words))
        assert.equal(
          said.includes(word),
          of.some((part) => parts.includes(part)),
          `${word} with ${parts}`,
        );
      assert.deepEqual(await withdrawHandover(noor, handover), { ok: true });
      const over = await openSealed(outside, token, { code });
      assert.deepEqual(over, { ok: false, error: 'over', state: 'withdrawn' });
    }),
    { numRuns: 12, seed: 90 },
  );
});

test('wrong codes shut the page, also many at once, and another link and code open it', async () => {
  const id = await traject();
  const first = await offered(id);
  const of = await offered(await traject());
  const another = await openSealed(outside, first.token, { code: of.code });
  assert.deepEqual(
    another,
    { ok: false, error: 'wrong-code', left: mostWrongCodes - 1 },
    'the code of another',
  );
  // A right one begins the count anew.
  assert.ok((await openSealed(outside, first.token, { code: first.code })).ok);
  const tries = await atOnce(20, () => openSealed(outside, first.token, { code: wrongOf(first.code) }));
  const came = tally(tries);
  assert.deepEqual(came, { 'wrong-code': mostWrongCodes - 1, over: 20 - mostWrongCodes + 1 });
  assert.equal(await stateOf(first.token), 'shut');
  for (const act of [
    openSealed(outside, first.token, { code: first.code }),
    acceptSealed(outside, first.token, { code: first.code, ...anna }),
    refuseSealed(outside, first.token, { code: first.code, ...anna, refusal: 'nee' }),
  ])
    assert.deepEqual(await act, { ok: false, error: 'over', state: 'shut' });
  const shown = await readTraject(noor, id);
  assert.ok(shown.ok);
  const { openings, wrongCodes } = shown.traject.handovers[0]?.sealed ?? {};
  assert.deepEqual([wrongCodes, openings?.filter(({ opened }) => !opened).length], [5, 6]);

  const renewed = await renewSealed(noor, first.id);
  assert.ok(renewed.ok);
  const token = sealedToken(outside, first.id, 2);
  assert.equal(await stateOf(first.token), 'not-found', 'the former link is none any more');
  assert.ok(!(await openSealed(outside, token, { code: first.code })).ok, 'nor is the former code');
  assert.ok((await openSealed(outside, token, { code: renewed.code })).ok);
  assert.deepEqual(await renewSealed(ground.otto.ctx, first.id), { ok: false, error: 'not-found' });
});

test('it is over after its days, when it was answered or taken back, and when another has the traject', async () => {
  const { token, code, id: expired } = await offered(await traject());
  const start = ground.clock.now();
  ground.clock.advance(14 * dayMs - 1);
  assert.equal(await stateOf(token), 'open');
  ground.clock.advance(1);
  const accepted = await acceptSealed(outside, token, { code, ...anna });
  assert.deepEqual(accepted, { ok: false, error: 'over', state: 'expired' });
  assert.ok((await renewSealed(noor, expired)).ok, 'another link is good for as many days again');
  assert.equal(await stateOf(sealedToken(outside, expired, 2)), 'open');
  ground.clock.set(new Date(start).toISOString());

  const refused = await traject();
  const no = await offered(refused);
  assert.deepEqual(
    await refuseSealed(outside, no.token, { code: no.code, ...anna, refusal: 'woont hier niet' }),
    {
      ok: true,
    },
  );
  const stands = await ground.stands(refused);
  assert.deepEqual([stands.owner, stands.next, stands.on], [ground.noor.id, 'hand-over', '2026-11-20']);
  for (const act of [acceptSealed, openSealed])
    assert.deepEqual(await act(outside, no.token, { code: no.code, ...anna }), {
      ok: false,
      error: 'over',
      state: 'refused',
    });
  assert.deepEqual(await renewSealed(noor, no.id), { ok: false, error: 'too-late' });

  const moved = await traject();
  const gone = await offered(moved);
  const daan = await ground.member('Daan');
  await assign(ground.carlijn.ctx, {
    to: daan.id,
    trajecten: [{ id: moved, version: await ground.versionOf(moved) }],
  });
  assert.deepEqual(await acceptSealed(outside, gone.token, { code: gone.code, ...anna }), {
    ok: false,
    error: 'over',
    state: 'lapsed',
  });
  for (const token of ['x', sealedToken(outside, randomUUID(), 1), `${code}${code}${code}${code}`])
    assert.deepEqual(await openSealed(outside, token, { code }), { ok: false, error: 'not-found' });
});

test('of accepting, refusing and taking back at once one happens, and the traject is as it says', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const id = await traject();
    const { id: handover, token, code } = await offered(id);
    const [accepted, refused, withdrawn, second] = await Promise.all([
      acceptSealed(outside, token, { code, ...anna }),
      refuseSealed(outside, token, { code, ...anna, refusal: 'nee' }),
      withdrawHandover(noor, handover),
      acceptSealed(outside, token, { code, name: 'Bas', function: 'Coach' }),
    ]);
    const won = [accepted, refused, withdrawn, second].filter(({ ok }) => ok);
    assert.equal(won.length, 1);
    const { state } = await ground.stands(id);
    assert.equal(state === 'afgesloten', accepted.ok || second.ok);
  }
});

test('the page shows nothing by its link alone, keeps what was typed, and says what became of it', async () => {
  const id = await traject();
  const { token, code } = await offered(id);
  const { shown, take } = stepTaker(() => ({ ctx: outside }));
  const path = `/overdracht/${token}`;
  const params = { token };
  const before =
    await ground.sql`select (select count(*)::int from handover_openings) as n, (select count(*)::int from history) as h`;
  const front = await shown(sealedStep, { path, params });
  assert.deepEqual([front.status, front.page.kind], [200, 'front']);
  assert.deepEqual(
    await ground.sql`select (select count(*)::int from handover_openings) as n, (select count(*)::int from history) as h`,
    before,
  );
  const send = (form: Record<string, string>) => ({ path, params, form });
  assert.equal((await shown(sealedStep, send({ does: 'open', code: '12' }))).status, 422);
  const wrong = await shown(sealedStep, send({ does: 'open', code: wrongOf(code) }));
  assert.match(wrong.page.errors.of.code ?? '', /nog 4 keer/);
  const opened = await shown(sealedStep, send({ does: 'open', code }));
  assert.ok(opened.page.kind === 'open' && opened.page.sealed.contact?.name.startsWith('Zebedeus'));
  const half = await shown(
    sealedStep,
    send({ does: 'refuse', code, name: 'Anna', function: '', refusal: 'x' }),
  );
  assert.deepEqual([half.status, Object.keys(half.page.errors.of)], [422, ['function']]);
  assert.ok(half.page.kind === 'open' && half.page.values.name === 'Anna');
  const led = await take(sealedStep, send({ does: 'accept', code, ...anna }));
  assert.deepEqual([led.kind, led.kind === 'redirect' && led.to], ['redirect', path]);
  const over = await shown(sealedStep, { path, params });
  assert.deepEqual([over.status, over.page.kind === 'front' && over.page.front.state], [410, 'accepted']);
  assert.deepEqual(await take(sealedStep, { path, params: { token: 'nee' } }), {
    kind: 'nothing',
    status: 404,
  });
});

test('the code is on the answer to the giver alone, and the link goes by mail, without a word of the jongere', async (t) => {
  await ground.sql`delete from outbox`;
  const id = await traject();
  const { shown } = stepTaker(() => ({ ctx: noor }));
  const path = `/medewerker/trajecten/${id}`;
  const form = {
    act: 'handover',
    version: String(await ground.versionOf(id)),
    to: 'outside',
    outside: 'Gemeente Leiden, leerplicht',
    outsideEmail: 'Anna@Leiden.example',
    handoverReason: 'verhuisd',
    parts: 'contact',
  };
  const given = await shown(trajectStep, { path, params: { id }, form });
  assert.ok(given.page.kind === 'own');
  const { code, traject: stands } = given.page;
  assert.match(code ?? '', /^\d{8}$/);
  assert.doesNotMatch(JSON.stringify(stands), new RegExp(code ?? ''));
  const asked = await shown(trajectStep, { path, params: { id } });
  assert.ok(asked.page.kind === 'own' && asked.page.code === undefined);

  const mails = await openMailServer();
  t.after(() => mails.close());
  const services = { ...ground.ctx, mail: mails.way(), sending: createSending(ground.clock) };
  t.after(() => services.mail.mailer.close());
  await sendDue(services);
  const mine = mails.taken.filter(({ to }) => to.includes('anna@leiden.example'));
  const said = mine.at(-1)?.parsed;
  assert.match(said?.text ?? '', /https:\/\/doorstart\.test\/overdracht\/[\w-]{32}/);
  assert.doesNotMatch(
    `${said?.subject} ${said?.text} ${said?.html}`,
    /Zebedeus|Krantenkiosk|verhuisd|traject|jongere/i,
  );
  const token = /overdracht\/([\w-]{32})/.exec(said?.text ?? '')?.[1] ?? '';
  assert.ok((await openSealed(outside, token, { code: code ?? '' })).ok);

  // Who answers has no account here: the giver hears of it by mail, once, and reads in the traject what it was.
  const answer = { code: code ?? '', ...anna };
  for (const _ of [1, 2]) assert.deepEqual(await acceptSealed(outside, token, answer), { ok: true });
  const other = await offered(await traject());
  const refusal = { code: other.code, ...anna, refusal: 'woont hier niet' };
  assert.deepEqual(await refuseSealed(outside, other.token, refusal), { ok: true });
  mails.taken.length = 0;
  await sendDue(services);
  const [first, second, ...more] = mails.taken.filter(({ parsed }) => /antwoord/.test(parsed.subject ?? ''));
  assert.deepEqual(more, []);
  assert.ok(first && second);
  assert.equal(first.to[0], second.to[0]);
  assert.ok([first, second].some(({ parsed }) => parsed.text?.includes(`/medewerker/trajecten/${id}`)));
  for (const { parsed } of [first, second])
    assert.doesNotMatch(
      `${parsed.subject} ${parsed.text} ${parsed.html}`,
      /Zebedeus|Krantenkiosk|Anna|woont/,
    );
});
