import type { NetworkGroup } from './pageSchema.ts';

/** Without capitals and accents, so that "ggz" finds "GGZ" and "carriere" finds "carrière". */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The groups in which every word of the query is found; a group that is itself meant stays whole. */
export function searchNetwork(groups: readonly NetworkGroup[], query: string): NetworkGroup[] {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  const has = (text: string) => wanted.every((word) => plain(text).includes(word));
  return groups.flatMap((group) => {
    if (has(`${group.title} ${group.text}`)) return [group];
    const members = group.members.filter(({ name, text }) => has(`${group.title} ${name} ${text}`));
    return members.length > 0 ? [{ ...group, members }] : [];
  });
}
