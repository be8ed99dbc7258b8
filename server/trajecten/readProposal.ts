import { z } from 'zod';
import { teamTasks } from '#db/schema/words.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { isNamed } from './findOwner.ts';
import { ownsTrajecten } from './ownsTrajecten.ts';
import { type HandoverProposal, proposeHandover } from './proposeHandover.ts';

/** A proposal with who would get it, as the form of the overdracht names them; null where nobody here has that task. */
export interface ProposedHandover extends HandoverProposal {
  to: { value: string; label: string } | null;
  /** The gemeente where the jongere lives, when it has no accounts here: then by a sealed page. */
  outside: string | null;
}

interface Whose {
  owner: string;
  birthDate: string;
  residence: string | null;
  kinds: Parameters<typeof proposeHandover>[0]['kinds'];
}

const ownerSchema = z.object({ task: z.enum(teamTasks).nullable(), team: z.uuid().nullable() });
const teamsSchema = z.array(
  z.object({ id: z.uuid(), name: z.string(), gemeente: z.string(), isOwn: z.boolean() }),
);

/** What is proposed of a traject. A part of a verb that asked the table of rights. */
export async function findProposal(
  ctx: Ctx,
  { owner, birthDate, residence, kinds }: Whose,
): Promise<ProposedHandover | null> {
  const { settings } = await ctx.roster.current();
  const [row] = await ctx.sql`
    select t.task, t.id as team from staff s left join teams t on t.id = s.team_id where s.id = ${owner}`;
  const { task, team } = ownerSchema.parse(row);
  const { birthdayDays } = settings.trajecten;
  const today = dateInAmsterdam(ctx.clock.now());
  const proposal = proposeHandover({ task, birthDate, kinds }, { today, birthdayDays });
  if (proposal === null) return null;
  const rows = await ctx.sql`
    select t.id, t.name, o.name as gemeente, o.id = s.organisation_id as "isOwn"
    from teams t join organisations o on o.id = t.organisation_id, staff s
    where s.id = ${owner} and t.active and o.active and o.kind = 'gemeente' and t.id is distinct from ${team}::uuid
      and t.task = ${proposal.task}
      and exists (select from staff s where s.team_id = t.id and ${ownsTrajecten(ctx.sql)})
    order by t.name, t.id`;
  const found = teamsSchema.parse([...rows]);
  const gemeenten = await readGemeenten(ctx);
  const isKnown = residence === null || gemeenten.some((name) => isNamed(name, residence));
  if (!isKnown) return { ...proposal, to: null, outside: residence };
  const best =
    found.find(({ gemeente }) => residence !== null && isNamed(gemeente, residence)) ??
    found.find(({ isOwn }) => isOwn) ??
    found[0];
  if (best === undefined) return { ...proposal, to: null, outside: null };
  const label = best.isOwn ? best.name : `${best.name}, ${best.gemeente}`;
  return { ...proposal, to: { value: `team ${best.id}`, label }, outside: null };
}

const namesSchema = z.array(z.object({ name: z.string() }));

async function readGemeenten(ctx: Ctx): Promise<string[]> {
  const { settings } = await ctx.roster.current();
  const rows = await ctx.sql`select name from organisations where kind = 'gemeente' and active`;
  return [settings.municipality, ...namesSchema.parse([...rows]).map(({ name }) => name)];
}
