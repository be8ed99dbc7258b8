import { reachFor } from '#server/access/may.ts';
import type { Action } from '#server/access/policy.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { schoolPaths } from '../../school/paths.ts';
import { streetPaths } from '../../street/paths.ts';

/** The parts of the workplace. One that is still to come gets its row here when its first page exists. */
export const sections = [
  { name: 'today', action: 'agenda.read', icon: 'today', key: 't', path: staffPaths.today },
  { name: 'agenda', action: 'agenda.read', icon: 'agenda', key: 'w', path: staffPaths.week() },
  { name: 'team', action: 'team.read', icon: 'team', key: 'm', path: staffPaths.team() },
  {
    name: 'open-referrals',
    action: 'referral.team.open',
    icon: 'person',
    key: undefined,
    path: staffPaths.openReferrals(),
  },
  {
    name: 'trajecten',
    action: 'traject.read',
    icon: 'list',
    key: undefined,
    path: staffPaths.worklist(),
  },
  { name: 'lists', action: 'list.read', icon: 'list', key: undefined, path: staffPaths.lists() },
  {
    name: 'year-plan',
    action: 'year-plan.read',
    icon: 'calendar',
    key: undefined,
    path: staffPaths.yearPlan(),
  },
  { name: 'chat', action: 'chat.inbox', icon: 'chat', key: 'c', path: staffPaths.chat },
  { name: 'walk-in', action: 'walk-in.read', icon: 'place', key: 'b', path: staffPaths.walkIn() },
  { name: 'referrals', action: 'referral.make', icon: 'team', key: 'j', path: streetPaths.all },
  { name: 'school', action: 'melding.own.read', icon: 'team', key: undefined, path: schoolPaths.all },
  { name: 'figures', action: 'figures.read', icon: 'figures', key: undefined, path: staffPaths.figures() },
  { name: 'beheer', action: 'people.read', icon: 'settings', key: undefined, path: staffPaths.beheer },
] as const satisfies readonly {
  name: string;
  action: Action;
  icon: string;
  key: string | undefined;
  path: string;
}[];

export type Section = (typeof sections)[number]['name'];

/** Whether whoever asks may do something at all. */
export const mayDo = ({ actor }: Pick<Ctx, 'actor'>, action: Action): boolean =>
  reachFor(actor, action) !== undefined;

/** The parts that whoever asks may see, by the table of rights. */
export const sectionsFor = (ctx: Pick<Ctx, 'actor'>) => sections.filter(({ action }) => mayDo(ctx, action));

/** What nobody begins their day with. */
const noHome: readonly Section[] = ['figures', 'year-plan'];

/** Where the workplace begins for whoever asks. */
export const homeFor = (ctx: Pick<Ctx, 'actor'>): string =>
  sectionsFor(ctx).find(({ name }) => !noHome.includes(name))?.path ?? staffPaths.welcome;
