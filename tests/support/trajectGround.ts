import assert from 'node:assert/strict';
import { organisations } from '#db/schema/index.ts';
import type { roles } from '#db/schema/words.ts';
import type { Ctx } from '#server/http/context.ts';
import { write } from '#server/kernel/write.ts';
import type { TakeInInput } from '#server/meldingen/schema.ts';
import { takeIn } from '#server/meldingen/takeIn.ts';
import { makeCasemanager, staffCtx } from './factories.ts';
import { raceGround } from './raceGround.ts';

/** Somebody of staff: their id, and the context in which they ask. */
export interface Member {
  id: string;
  ctx: Ctx;
}

export type TrajectGround = Awaited<ReturnType<typeof trajectGround>>;

/**
 * A database with a school, a coordinator and a casemanager of the team `Casemanagers`, and a casemanager of another team. It is
 * Friday 20 November 2026.
 */
export async function trajectGround() {
  const ground = await raceGround(0);
  const member = async (
    firstName: string,
    of: readonly (typeof roles)[number][] = ['casemanager'],
    team = 'Casemanagers',
  ): Promise<Member> => {
    const id = await makeCasemanager(ground.db, [], { firstName, roles: [...of], team });
    return { id, ctx: staffCtx(ground.ctx, id, { firstName, roles: of, team }) };
  };
  const school = async (name: string): Promise<string> => {
    const [made] = await ground.db
      .insert(organisations)
      .values({ name, kind: 'school' })
      .returning({ id: organisations.id });
    assert.ok(made);
    return made.id;
  };
  const carlijn = await member('Carlijn', ['coordinator']);
  const noor = await member('Noor');
  const otto = await member('Otto', ['casemanager'], 'Escamp');
  const delta = await school('ROC De Delta');
  const takeInFrom = (organisation: string, input: TakeInInput) =>
    write(ground.ctx, (w) => takeIn(w, { source: 'school', organisation, staff: noor.id }, input));
  return {
    ...ground,
    member,
    school,
    takeInFrom,
    carlijn,
    noor,
    otto,
    delta,
    /** A melding that cannot fail, from this school or `ROC De Delta`. */
    reported: async (input = report(), organisation = delta) => {
      const result = await takeInFrom(organisation, input);
      assert.ok(result.ok, JSON.stringify(result));
      return result;
    },
    stands: async (id: string): Promise<Record<string, unknown>> => {
      const [row] = await ground.sql`
        select state, owner_id as owner, assigned_at is not null as assigned, next_action as next, next_on::text as on, version
        from trajecten where id = ${id}`;
      return row ?? {};
    },
    versionOf: async (id: string): Promise<number> => {
      const [row] = await ground.sql`select version from trajecten where id = ${id}`;
      return Number(row?.version);
    },
  };
}

/** What a school reports of Jordi van Haamstee, who is 19, or of somebody else. */
export const report = (
  kind: TakeInInput['melding']['kind'] = 'rmc',
  pupil: Partial<TakeInInput['pupil']> = {},
): TakeInInput => ({
  pupil: {
    firstName: 'Jordi',
    infix: 'van',
    lastName: 'Haamstee',
    birthDate: '2007-03-04',
    secretAddress: false,
    pupilNumber: '40012',
    ...pupil,
  },
  melding: { kind, beganOn: '2026-11-01' },
});
