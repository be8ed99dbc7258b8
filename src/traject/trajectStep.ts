import { randomUUID } from 'node:crypto';
import { followNow } from '#server/gesprekken/follow.ts';
import { type Inviting, readInviting } from '#server/gesprekken/readInvitation.ts';
import { type Joinable, readJoinable } from '#server/gesprekken/readJoinable.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { findInvitationNotices, type NoticeSeen } from '#server/notifications/findNotices.ts';
import { type Forgotten, readForgotten } from '#server/trajecten/readForgotten.ts';
import {
  type Elsewhere,
  type Offer,
  peekTraject,
  readHandoverReceivers,
  readOffer,
} from '#server/trajecten/readHandover.ts';
import { readTraject, type Traject } from '#server/trajecten/readTraject.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { carryOut, trajectNotDone } from './carryOut.ts';
import { trajectErrors } from './errors.ts';

/** What a page says was done. */
export const doneWords = [
  ...(['contact', 'next', 'state', 'note', 'verslag', 'feedback', 'send', 'handover', 'withdraw'] as const),
  ...(['accept', 'refuse', 'close', 'reopen', 'take-over', 'invite', 'end-invitation'] as const),
  ...(['join', 'part', 'withhold', 'same', 'not-same', 'ask', 'decide'] as const),
  ...(['look', 'plan-look', 'correct', 'correct-none', 'assign', 'begin'] as const),
] as const;
export type DoneWord = (typeof doneWords)[number];

interface Common {
  errors: PageErrors;
  /** What was typed in a form that was not accepted; nothing otherwise. */
  values: FormValues;
  /** Which form that was. */
  act: string | undefined;
  done: DoneWord | undefined;
}

export interface OwnPage extends Common {
  kind: 'own';
  traject: Traject;
  inviting: Inviting;
  /** The messages that invited, newest first. */
  invited: NoticeSeen[];
  joinable: Joinable;
  receivers: { value: string; label: string }[];
  /** By which way contact is noted; left out, what comes next. */
  way: string | undefined;
  /** To whom it is proposed to hand it over: a value of `receivers`, or `outside`. */
  to: string | undefined;
  /** The verslag that is written anew. */
  revise: string | undefined;
  /** Of a sealed page, made just now: the only time that it is shown. */
  code: string | undefined;
  /** Names what is written next, so that sending it twice writes it once. */
  key: string;
  today: string;
}

/** One's own, or of the team; what is offered to one; or that it is of another team, or about nobody any more, and nothing else. */
export type TrajectPage =
  | OwnPage
  | (Common & { kind: 'offer'; offer: Offer })
  | (Common & { kind: 'elsewhere'; elsewhere: Elsewhere })
  | (Common & { kind: 'forgotten'; forgotten: Forgotten });

/** One traject: what is next with it, all that happened, and each act in a form of its own. */
export const trajectStep: TakeStep<TrajectPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { id = '' } = asked.params;
  const query = asked.url.searchParams;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(trajectNotDone, (sent) => carryOut(ctx, id, sent));
  const values = form.values ?? {};
  const act = typed(values, 'act');
  const code = result?.ok ? (result.code ?? undefined) : undefined;
  // Who was forgotten has no page any more.
  if (result?.ok && act === 'decide' && !(await peekTraject(ctx, id)).ok)
    return redirectTo(staffPaths.worklist());
  // A code is on the answer itself, and nowhere else.
  if (result?.ok && code === undefined) {
    const to = result.goesOn ?? id;
    return redirectTo(withQuery(staffPaths.traject(to), { done: act }));
  }
  if (form.sent && code === undefined && (await peekTraject(ctx, id)).ok) return form.again();
  const refused = result?.ok ? undefined : result;
  const errors = trajectErrors(act ?? '', refused);
  const done = doneWords.find((word) => word === query.get('done'));
  // What was sent and accepted is not typed again.
  const common = { errors, values: code === undefined ? values : {}, act, done };
  const status = refused ? (refused.error === 'invalid' ? 422 : 409) : 200;

  await followNow(ctx, id);
  const [own, inviting] = await Promise.all([readTraject(ctx, id), readInviting(ctx, id)]);
  if (own.ok && inviting.ok) {
    const { traject } = own;
    const [receivers, invited, joinable] = await Promise.all([
      readHandoverReceivers(ctx),
      findInvitationNotices(ctx, id),
      readJoinable(ctx, id),
    ]);
    const way = typed(values, 'way') ?? query.get('way') ?? undefined;
    const revise = typed(values, 'former') ?? query.get('revise') ?? undefined;
    const to = query.get('to') ?? undefined;
    const about = { traject, inviting: inviting.inviting, invited, joinable };
    const page = { kind: 'own' as const, receivers, way, to, revise, code };
    return showPage(
      {
        ...common,
        ...page,
        ...about,
        key: typed(values, 'key') ?? randomUUID(),
        today: dateInAmsterdam(ctx.clock.now()),
      },
      status,
    );
  }
  const offered = await readOffer(ctx, id);
  if (offered.ok) return showPage({ ...common, kind: 'offer', offer: offered.offer }, status);
  const peeked = await peekTraject(ctx, id);
  if (peeked.ok) return showPage({ ...common, kind: 'elsewhere', elsewhere: peeked.elsewhere }, status);
  // Whatever was sent about who is forgotten: that they are.
  const wiped = await readForgotten(ctx, id);
  return wiped.ok ? showPage({ ...common, kind: 'forgotten', forgotten: wiped.forgotten }, 410) : notFound;
};
