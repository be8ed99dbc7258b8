import { openInvitation } from '#server/referral/openInvitation.ts';
import type { Topic } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { readForm } from '#ui/form.ts';
import { redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import {
  findManner,
  findTopic,
  type Manner,
  mannersOf,
  mannerWords,
  readManner,
  wantedManner,
} from './manner.ts';
import { type Came, cameAs, readOwn } from './own.ts';
import { pathsIn } from './paths.ts';
import { firstTimes } from './times.ts';

export interface HowPage extends Came {
  /** What was sent is no form. */
  broken: boolean;
  /** Nothing was chosen. */
  wrong: boolean;
  /** How and where the address chose is not offered (any more). */
  closed: boolean;
  topic: Topic;
  manners: readonly Manner[];
  chosen: Manner | undefined;
  /** The first free time (epoch ms) of each, by its form value. */
  first: ReadonlyMap<string, number>;
  /** The own casemanager offers anything, and whether only that is shown. */
  ownOffers: boolean;
  onlyOwn: boolean;
  /** Who referred them said that they can use no stairs. */
  stepFree: boolean;
}

/** "How do you want to talk": keeps nothing, the answer is in the next address. */
export const howStep: TakeStep<HowPage> = async ({ request, url, locals: { ctx } }) => {
  const paths = pathsIn(ctx.language);
  const roster = await ctx.roster.current();
  const came = readOwn(ctx, roster, url.searchParams);
  const { own, gone, words } = came;
  const as = cameAs(came);
  const wanted = wantedManner(url.searchParams);
  const topic = findTopic(roster, url.searchParams, as);
  // There it says what to do instead, of a topic that is for others or not offered any more.
  if (!topic) return redirectTo(paths.topic(url.searchParams.get('topic') ?? undefined, wanted, words));

  const posted = request.method === 'POST';
  const values = posted ? await readForm(request) : {};
  const chosen = posted ? findManner(roster, values?.manner, as) : readManner(roster, url.searchParams, as);
  if (posted && chosen) {
    ctx.visits.moved({ subject: 'booking', language: ctx.language, from: 'how', to: 'when' });
    return redirectTo(paths.when(topic.id, mannerWords(chosen), undefined, words));
  }

  const isWhole =
    wanted !== undefined && (!meetsAtLocation(wanted.modality) || wanted.location !== undefined);
  const closed = !posted && isWhole && chosen === undefined;
  const broken = values === null;
  const theirs = own ? mannersOf({ ...roster, casemanagers: [own.casemanager] }, as) : [];
  // Who offers nothing at all leaves nothing to choose from.
  const ownOffers = theirs.length > 0;
  const onlyOwn = own !== undefined && !own.anybody && ownOffers;
  const manners = onlyOwn ? theirs : mannersOf(roster, 'anybody');
  const casemanager = onlyOwn ? own.casemanager.id : undefined;
  const first = await firstTimes(ctx, roster, { topic, casemanager });
  const wrong = posted && !broken;
  const invited = words?.invitation === undefined ? undefined : await openInvitation(ctx, words.invitation);
  const stepFree = invited?.ok === true && invited.invitation.stepFree;
  return showPage(
    { broken, wrong, closed, topic, manners, chosen, first, own, gone, words, ownOffers, onlyOwn, stepFree },
    broken ? 400 : wrong ? 422 : 200,
  );
};
