import { may } from '#server/access/may.ts';
import { inScope, peopleInScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx, Services } from '#server/chat/context.ts';
import type { Roster } from '#server/roster/types.ts';
import { seenSince } from './presence.ts';
import type { PresenceStatus } from './schema.ts';
import {
  fromConversations,
  type SummaryRow,
  summaryColumns,
  toSummary,
  withWhatIsKnown,
} from './summaries.ts';
import type { ConversationSummary, Inbox } from './types.ts';

/** How many closed conversations of a team are listed, the newest first. */
const mostClosed = 50;

type Known = ConversationSummary & { team: string | null };

/** The data for the inboxes of several teams, read once for all their casemanagers. */
export interface InboxGround {
  roster: Roster;
  /** In the order of waiting. */
  open: Known[];
  /** Newest first. */
  closed: Known[];
  presence: Map<string, PresenceStatus>;
}

/** Takes three queries, however many casemanagers are connected. `teams` holds null for casemanagers without a team. */
export async function readInboxGround(
  ctx: Pick<Services, 'sql' | 'clock' | 'roster'>,
  teams: readonly (string | null)[],
): Promise<InboxGround> {
  const { sql, clock } = ctx;
  type Row = SummaryRow & { team: string | null };
  const [roster, open, closed, presence] = await Promise.all([
    ctx.roster.current(),
    sql<Row[]>`
      select ${summaryColumns(ctx)}, s.team_id as team ${fromConversations(sql)} where c.status <> 'closed'
      order by c.returned desc, c.waiting_since, c.id`,
    sql<Row[]>`
      select ${summaryColumns(ctx)}, of_team.team from unnest(${[...teams]}::uuid[]) as of_team (team)
      cross join lateral (
        select c.* from chat_conversations c left join staff own on own.id = c.casemanager_id
        where c.status = 'closed' and (own.team_id = of_team.team or own.id is null)
        order by c.closed_at desc limit ${mostClosed}
      ) c ${withWhatIsKnown(sql)} order by c.closed_at desc`,
    sql<{ id: string; status: PresenceStatus; isHere: boolean }[]>`
      select staff_id as id, status, seen_at > ${seenSince(clock.now())} is true as "isHere" from chat_presence`,
  ]);
  const known = ({ team, ...row }: Row): Known => ({ ...toSummary(row), team });
  return {
    roster,
    open: open.map(known),
    closed: closed.map(known),
    presence: new Map(presence.map(({ id, status, isHere }) => [id, isHere ? status : 'away'])),
  };
}

/** Whether a casemanager may see a conversation; another team's they may not. */
const isShownTo = (ctx: Pick<Ctx, 'actor'>) => {
  const isIn = inScope(ctx, 'chat.inbox');
  return ({ casemanager, team }: Known) => isIn(casemanager && { id: casemanager.id, team });
};

/** Conversations that somebody could read while they waited and that another team has taken since. */
export const hiddenFrom = (ctx: Pick<Ctx, 'actor'>, ground: InboxGround): string[] =>
  ground.open.filter((one) => !isShownTo(ctx)(one)).map(({ id }) => id);

/** The inbox of one casemanager: waiting conversations, their own, and those of their team. */
export function inboxOf(ctx: Pick<Ctx, 'actor'>, ground: InboxGround): Inbox {
  const { id, team } = may(ctx, 'chat.inbox').staff;
  const shown = ({ team: _, ...summary }: Known): ConversationSummary => summary;
  const isOwn = ({ casemanager }: Known) => casemanager?.id === id;
  const open = ground.open.filter(isShownTo(ctx));
  const standing = (wanted: (one: Known) => boolean) => open.filter(wanted).map(shown);
  return {
    presence: ground.presence.get(id) ?? 'away',
    waiting: standing(({ status, kind }) => status === 'waiting' && kind === 'chat'),
    mine: standing((one) => one.status === 'active' && isOwn(one)),
    team: standing((one) => one.status === 'active' && !isOwn(one)),
    // A question that points to danger comes before older ones.
    questions: standing(({ status, kind }) => status === 'waiting' && kind === 'question').sort(
      (a, b) => Number(b.danger) - Number(a.danger),
    ),
    closed: ground.closed.filter((one) => one.team === (team?.id ?? null)).map(shown),
    colleagues: peopleInScope(ctx, 'chat.hand-over', ground.roster.casemanagers)
      .filter((colleague) => colleague.id !== id)
      .map((colleague) => ({
        id: colleague.id,
        firstName: colleague.firstName,
        presence: ground.presence.get(colleague.id) ?? 'away',
      })),
  };
}

/** The inbox of whoever is signed in. */
export async function readInbox(ctx: Ctx): Promise<Inbox> {
  const { team } = may(ctx, 'chat.inbox').staff;
  viewed(ctx, 'chat.inbox', { kind: 'inbox' });
  return inboxOf(ctx, await readInboxGround(ctx, [team?.id ?? null]));
}
