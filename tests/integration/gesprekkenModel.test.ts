import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { invitationAnswers } from '#db/schema/words.ts';
import { answerInvitation } from '#server/gesprekken/answer.ts';
import { openGesprek } from '#server/gesprekken/openGesprek.ts';
import { withdrawInvitation } from '#server/gesprekken/withdrawInvitation.ts';
import { closeTraject, reopenTraject } from '#server/trajecten/close.ts';
import { type GesprekGround, gesprekGround } from '../support/gesprekGround.ts';

// Whatever is done with invitations of a traject, in whatever order: what each link that was ever made shows, and that at most one opens
// something, beside a model of them in memory.

let ground: GesprekGround;
before(async () => {
  ground = await gesprekGround();
});
after(() => ground.close());
beforeEach(() => ground.renew());

const day = 86_400_000;
const act = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ does: 'invite' as const }) },
  fc.constant({ does: 'withdraw' as const }),
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      link: fc.nat(5),
      answer: fc.constantFrom(...invitationAnswers),
    }),
  },
  fc.record({ does: fc.constant('wait' as const), days: fc.constantFrom(1, 8, 20, 22) }),
  fc.constant({ does: 'close' as const }),
  fc.constant({ does: 'reopen' as const }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** What is known of a link. */
interface Link {
  token: string;
  expiresAt: number;
  ended: 'renewed' | 'withdrawn' | 'closed' | null;
  answer: (typeof invitationAnswers)[number] | null;
}

/** What a link shows: why it opens nothing, or the answer that stands. */
const expected = ({ ended, expiresAt, answer }: Link, isOpen: boolean): string => {
  if (!isOpen) return 'closed';
  if (ended !== null) return ended;
  return ground.clock.now() >= expiresAt ? 'expired' : `opens ${answer ?? 'no answer'}`;
};

async function shown(token: string): Promise<string> {
  const found = await openGesprek(ground.jongere, token);
  if (found.ok) return `opens ${found.invitation.answer ?? 'no answer'}`;
  return found.error === 'over' ? found.why : found.error;
}

test('each link shows what the model says, and at most one of a traject opens something', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 14 }), async (acts) => {
      ground.clock.set('2026-11-20T10:00:00+01:00');
      const { traject } = await ground.traject();
      const links: Link[] = [];
      let isOpen = true;
      for (const one of acts) {
        isOpen = await carryOut(one, { traject, links, isOpen });
        const seen = await Promise.all(links.map(({ token }) => shown(token)));
        assert.deepEqual(
          seen,
          links.map((link) => expected(link, isOpen)),
          JSON.stringify(one),
        );
        assert.ok(seen.filter((word) => word.startsWith('opens')).length <= 1);
        const stands = await ground.stands(traject);
        assert.equal(stands.next === null, !isOpen, 'an open traject has a next action');
      }
    }),
    { numRuns: 15 },
  );
});

/** Does it to both; answers whether the traject is open then. */
async function carryOut(
  one: Act,
  { traject, links, isOpen }: { traject: string; links: Link[]; isOpen: boolean },
): Promise<boolean> {
  const { ctx } = ground.samira;
  const version = await ground.versionOf(traject);
  const standing = links.find(({ ended }) => ended === null);
  switch (one.does) {
    case 'invite':
      if (!isOpen) return isOpen;
      if (standing) standing.ended = 'renewed';
      links.push({
        token: await ground.invited(traject, 'letter'),
        expiresAt: ground.clock.now() + 21 * day,
        ended: null,
        answer: null,
      });
      return isOpen;
    case 'withdraw': {
      const done = await withdrawInvitation(ctx, traject, { version });
      assert.equal(done.ok, isOpen && standing !== undefined);
      if (done.ok && standing) standing.ended = 'withdrawn';
      return isOpen;
    }
    case 'answer': {
      const link = links[one.link];
      if (!link) return isOpen;
      const opens = expected(link, isOpen).startsWith('opens');
      const done = await answerInvitation(ground.jongere, link.token, { answer: one.answer });
      assert.equal(done.ok, opens);
      if (done.ok) link.answer = one.answer;
      return isOpen;
    }
    case 'wait':
      ground.clock.advance(one.days * day);
      return isOpen;
    case 'close': {
      const closing = { version, destination: 'gone', meldingen: 'left-otherwise' } as const;
      assert.equal((await closeTraject(ctx, traject, closing)).ok, isOpen);
      if (isOpen && standing) standing.ended = 'closed';
      return false;
    }
    case 'reopen':
      assert.equal((await reopenTraject(ctx, traject, { version })).ok, !isOpen);
      return true;
  }
}
