import { z } from 'zod';
import { firstOrganisation } from '#db/schema/index.ts';
import type { teamTasks } from '#db/schema/words.ts';
import { foldName } from '#server/booking/foldName.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { ownsTrajecten } from './ownsTrajecten.ts';

const gemeentenSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));

export type Gemeente = z.output<typeof gemeentenSchema>[number];

/** Whether an organisation is the gemeente of that name: `Gemeente Delft` is Delft. Pure. */
export const isNamed = (organisation: string, place: string): boolean =>
  [organisation, organisation.replace(/^gemeente\s+/i, '')].some((one) => foldName(one) === foldName(place));

/** Which of these a woongemeente is; the one that runs this Doorstart where nobody knows where somebody lives, else null. Pure. */
export function findGemeente(residence: string | null, gemeenten: readonly Gemeente[]): string | null {
  if (residence === null) return firstOrganisation;
  return gemeenten.find(({ name }) => isNamed(name, residence))?.id ?? null;
}

/**
 * The organisation of the woongemeente, where it has accounts here; otherwise the gemeente whose list it is, or else the one that runs
 * this Doorstart.
 */
export async function gemeenteOf(
  w: Write<Ctx>,
  residence: string | null,
  within: string = firstOrganisation,
): Promise<string> {
  if (residence === null) return within;
  const rows =
    await w.tx`select id, name from organisations where kind = 'gemeente' and active order by name`;
  return findGemeente(residence, gemeentenSchema.parse([...rows])) ?? within;
}

const ownerSchema = z.object({ id: z.uuid() });

/**
 * Who gets what is new, until it is assigned: the coordinator of the team with this task, else a casemanager of it; else whoever
 * divides the work of that gemeente, and at last of ours. Who works for prevention does so at a school, wherever its pupils live.
 * Null where no casemanager or coordinator works here at all.
 */
export async function findOwner(
  w: Write<Ctx>,
  task: (typeof teamTasks)[number],
  organisation: string,
  /** Who leaves. */
  except: string | null = null,
): Promise<string | null> {
  const [row] = await w.tx`
    select s.id
    from staff s left join teams t on t.id = s.team_id and t.active
    where ${ownsTrajecten(w.tx)} and s.id is distinct from ${except}::uuid
    order by (t.task = 'preventie' and ${task} = 'preventie') is true desc, (s.organisation_id = ${organisation}) desc,
      (s.organisation_id = ${firstOrganisation}) desc, (t.task is not distinct from ${task}) desc, ('coordinator' = any(s.roles)) desc, t.name,
      s.last_name, s.first_name, s.id
    limit 1`;
  return row === undefined ? null : ownerSchema.parse(row).id;
}
