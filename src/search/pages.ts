import { reachFor } from '#server/access/may.ts';
import type { Action } from '#server/access/policy.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { hasParts, markHits } from '#server/search/excerpt.ts';
import { staffPaths } from '../agenda/paths.ts';
import type { Option, OptionIcon } from './option.ts';
import type { Sayings } from './say.ts';

/** Where one can go, in the order of how often one does. */
const pages = [
  { name: 'today', action: 'agenda.read', icon: 'today', href: staffPaths.today },
  { name: 'week', action: 'agenda.read', icon: 'agenda', href: staffPaths.week() },
  { name: 'book', action: 'appointment.book-for', icon: 'plus', href: staffPaths.book },
  { name: 'chat', action: 'chat.inbox', icon: 'chat', href: staffPaths.chat },
  { name: 'list', action: 'agenda.read', icon: 'list', href: staffPaths.list() },
  { name: 'exceptions', action: 'exception.read', icon: 'leave', href: staffPaths.exceptions() },
  { name: 'hours', action: 'hours.read', icon: 'hours', href: staffPaths.hours() },
  { name: 'outside', action: 'exception.read', icon: 'alert', href: staffPaths.outside() },
  { name: 'replies', action: 'reply.read', icon: 'chat', href: staffPaths.replies() },
  { name: 'figures', action: 'figures.read', icon: 'figures', href: staffPaths.figures() },
  { name: 'links', action: 'link.make', icon: 'list', href: staffPaths.links },
  { name: 'beheer', action: 'people.read', icon: 'settings', href: staffPaths.beheer },
  { name: 'own', action: 'own-settings.read', icon: 'settings', href: staffPaths.own },
  { name: 'calendars', action: 'calendars.read', icon: 'agenda', href: staffPaths.calendars() },
] as const satisfies readonly { name: string; action: Action; icon: OptionIcon; href: string }[];

/** The pages whose name has these words, of those that whoever asks may see; without words those used most. */
export function pageOptions(
  ctx: Pick<Ctx, 'actor'>,
  { t }: Sayings,
  parts: readonly string[] | null,
): Option[] {
  const shown = pages.filter(({ action }) => reachFor(ctx.actor, action) !== undefined);
  const labelled = shown.map(({ name, icon, href }) => ({ icon, href, label: t(`search.page.${name}`) }));
  const found =
    parts === null ? labelled.slice(0, 5) : labelled.filter(({ label }) => hasParts(label, parts));
  return found.map(({ icon, href, label }) => ({ icon, title: markHits(label, parts ?? []), go: { href } }));
}
