import { reachOf } from '#server/access/policy.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import { readNext } from '#server/agenda/readNext.ts';
import { listReplies } from '#server/chat/cannedReplies.ts';
import type { Ctx } from '#server/chat/context.ts';
import { readReceivers } from '#server/chat/proposal/propose.ts';
import { readInbox } from '#server/chat/readInbox.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import type { Settings } from '#server/settings/schema.ts';
import { staffPaths } from '../agenda/paths.ts';
import { mannersOf } from '../booking/manner.ts';
import { nl } from '../content/nl/index.ts';
import { withGoing } from './goingSoon.ts';
import { conversationsIn } from './paths.ts';
import type { InboxProps } from './props.ts';

/** What the page of the chat tells the inbox; null for who has none, of whom nothing is read. */
export async function readPage(
  ctx: Ctx,
  settings: Pick<Settings, 'municipality' | 'phone' | 'chat'>,
  search: string,
): Promise<InboxProps | null> {
  const { id, firstName, team, roles } = staffOf(ctx);
  if (reachOf(roles, 'chat.inbox') === undefined) return null;
  const [inbox, replies, receivers, roster, next] = await Promise.all([
    readInbox(ctx),
    listReplies(ctx),
    readReceivers(ctx),
    ctx.roster.current(),
    readNext(ctx),
  ]);
  const walked = new Set(
    mannersOf(roster, 'anybody').map((one) => one.modality === 'wandelen' && one.location.id),
  );
  const { topics, locations } = roster;
  const booking = (language: Language) => ctx.publicUrl + inLanguage(language, '/afspraak');
  return {
    me: { id, firstName, team: team?.id ?? null },
    inbox,
    receivers,
    replies: withGoing(replies, nl.inbox['inbox.due.body']),
    now: ctx.clock.now(),
    asked: conversationsIn(search),
    next,
    answerMinutes: settings.chat.answerMinutes,
    topics: topics.flatMap((topic) => (topic.active ? [{ id: topic.id, label: topic.label.nl }] : [])),
    locations: locations
      .filter(({ active }) => active)
      .map((place) => ({ id: place.id, name: place.name, walks: walked.has(place.id) })),
    values: { mijnnaam: firstName, gemeente: settings.municipality, telefoon: settings.phone },
    booking: { nl: booking('nl'), en: booking('en') },
    paths: {
      signIn: `${staffPaths.signIn}?back=${encodeURIComponent(staffPaths.chat)}`,
      replies: staffPaths.replies(),
      figures: staffPaths.figures(),
    },
    texts: nl.inbox,
  };
}
