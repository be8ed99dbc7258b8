import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { firstOrganisation } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { inviteManager } from '#server/accounts/inviteManager.ts';
import { openPasswordLink, passwordLinkUrl } from '#server/accounts/passwordLink.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { restorePerson } from '#server/accounts/restorePerson.ts';
import { savePerson } from '#server/accounts/savePerson.ts';
import { setPassword } from '#server/accounts/setPassword.ts';
import { keepPassword, mostKept } from '#server/accounts/sso/keepPassword.ts';
import { settlePerson } from '#server/accounts/sso/settlePerson.ts';
import { unlinkPerson } from '#server/accounts/sso/unlinkPerson.ts';
import type { Ctx } from '#server/http/context.ts';
import { applySetup } from '#server/setup/apply.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { emptyTables } from '../support/emptyTables.ts';
import {
  fixedClock,
  jongereCtx,
  makeCasemanager,
  makeServices,
  staffCtx,
  systemCtx,
} from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

// Whatever people who manage do to each other, by whatever way, in whatever order: somebody who can sign in still manages. A model
// says what each act has to answer and to leave.

const issuer = 'https://login.example.nl';
const formerIssuer = 'https://vroeger.example.nl';
const hash = await hashPassword('kip fiets maandag groen');
const database = await testDatabase();
const services = await makeServices(database, {
  clock: fixedClock(),
  // Nobody asks it here: what it says of somebody is given.
  oidc: { issuer, clientId: 'x', clientSecret: 'x', scope: 'openid', acrValues: [], recheckMinutes: 15 },
});
after(async () => {
  await services.close();
  await database.drop();
});

/** What the model knows of somebody. */
interface Person {
  active: boolean;
  manages: boolean;
  password: boolean;
  link: 'none' | 'now' | 'before';
  keeps: boolean;
  /** A link to set a password, not used yet. */
  invited: boolean;
}
type Model = Person[];

const getsIn = ({ active, manages, password, link }: Person) =>
  active && manages && (password || link === 'now');
const isLast = (model: Model, at: number) => {
  const one = model[at];
  return one?.active === true && one.manages && !model.some((other, index) => index !== at && getsIn(other));
};
const dropPassword = (person: Person) => Object.assign(person, { password: false, invited: false });
const stopKeeping = (person: Person) => {
  if (person.link !== 'none') dropPassword(person);
  person.keeps = false;
};
const takeWaysIn = (person: Person) =>
  Object.assign(person, { active: false, keeps: false, link: 'none', invited: false });
const takeRole = (person: Person) => {
  person.manages = false;
  if (person.keeps) stopKeeping(person);
};

/** The database: the ids of the people of the model, in its order. */
type Real = readonly string[];
interface Act {
  by: number;
  to: number;
}
/** The word that an act has to answer, when the model is as it says; the model changes along. */
type Expect = (model: Model, person: Person, act: Act) => string;
type Carry = (ctx: Ctx, id: string) => Promise<{ ok: boolean; error?: string }>;

const nameOf = (id: string) => ({
  firstName: id.slice(0, 8),
  lastName: 'Voorbeeld',
  email: `${id}@example.nl`,
});

async function saveAs(ctx: Ctx, id: string, roles: ('casemanager' | 'beheerder')[]) {
  const [row] = await database.sql`select account_version as version from staff where id = ${id}`;
  const { version } = z.object({ version: z.int() }).parse(row);
  return savePerson(ctx, id, { ...nameOf(id), roles, organisation: firstOrganisation, team: null, version });
}
const bringIn = (id: string, account: object) =>
  applySetup(
    services,
    setupSchema.parse({ accounts: [{ ...nameOf(id), roles: ['beheerder'], team: null, ...account }] }),
    issuer,
  ).then((applied) => (applied.ok ? { ok: true } : { ok: false, error: 'refused' }));

const claimsOf = (id: string, groups: string[]) => ({
  iss: issuer,
  sub: id,
  email: `${id}@example.nl`,
  email_verified: true,
  groups,
});
const system = systemCtx(services);
const roster = await services.roster.current();
const rules = [{ claim: 'groups', value: 'cm', roles: ['casemanager' as const], team: null }];
/** In a gemeente where what the provider says decides on roles. */
const byClaims: Ctx = {
  ...system,
  roster: {
    ...services.roster,
    current: async () => ({
      ...roster,
      settings: { ...roster.settings, singleSignOn: { ...roster.settings.singleSignOn, rules } },
    }),
  },
};

const linkNow = (person: Person) => {
  if (person.link === 'now') return;
  if (!person.keeps) dropPassword(person);
  person.link = 'now';
};

/** Each with what has to come of it; `asked` are those for which somebody has to manage, still. */
const acts: Record<string, { asked: boolean; expect: Expect; carry: Carry }> = {
  end: {
    asked: true,
    carry: endPerson,
    expect(model, person, { to }) {
      if (isLast(model, to)) return 'last-manager';
      if (!person.active) return 'unknown';
      takeWaysIn(person);
      return 'ok';
    },
  },
  restore: {
    asked: true,
    carry: restorePerson,
    expect(_, person) {
      if (person.active) return 'unknown';
      Object.assign(person, { active: true, password: false, link: 'none', invited: true });
      return 'ok';
    },
  },
  demote: {
    asked: true,
    carry: (ctx, id) => saveAs(ctx, id, ['casemanager']),
    expect(model, person, { to }) {
      if (isLast(model, to)) return 'last-manager';
      takeRole(person);
      return 'ok';
    },
  },
  promote: {
    asked: true,
    carry: (ctx, id) => saveAs(ctx, id, ['casemanager', 'beheerder']),
    expect(_, person) {
      person.manages = true;
      return 'ok';
    },
  },
  reset: {
    asked: true,
    carry: renewPasswordLink,
    expect(_, person) {
      if (!person.active) return 'unknown';
      if (person.link !== 'none' && !person.keeps) return 'signs-in-elsewhere';
      person.invited = true;
      return 'ok';
    },
  },
  unlink: {
    asked: true,
    carry: unlinkPerson,
    expect(model, person, { to }) {
      if (!person.active || person.link === 'none') return 'unknown';
      if (isLast(model, to)) return 'last-manager';
      Object.assign(person, { link: 'none', invited: true });
      return 'ok';
    },
  },
  keep: {
    asked: true,
    carry: (ctx, id) => keepPassword(ctx, id, true),
    expect(model, person) {
      if (!person.active || !person.manages) return 'no-manager';
      if (person.keeps) return 'ok';
      if (model.filter((one) => one.active && one.manages && one.keeps).length >= mostKept)
        return 'enough-kept';
      person.keeps = true;
      return 'ok';
    },
  },
  'keep no more': {
    asked: true,
    carry: (ctx, id) => keepPassword(ctx, id, false),
    expect(model, person) {
      if (!person.active || !person.manages) return 'no-manager';
      if (!person.keeps) return 'ok';
      const was = { ...person };
      stopKeeping(person);
      if (model.some(getsIn)) return 'ok';
      Object.assign(person, was);
      return 'last-manager';
    },
  },
  'choose a password': {
    asked: false,
    async carry(_, id) {
      const [row] = await database.sql`select nonce from password_links where staff_id = ${id}`;
      if (!row) return { ok: false, error: 'link-over' };
      const { nonce } = z.object({ nonce: z.string() }).parse(row);
      const token = passwordLinkUrl(services, id, nonce).split('/').at(-1) ?? '';
      const visitor = jongereCtx(services);
      if (!(await openPasswordLink(visitor, token))) return { ok: false, error: 'link-over' };
      return setPassword(visitor, token, 'kip fiets maandag groen');
    },
    expect(_, person) {
      if (!person.active || !person.invited) return 'link-over';
      Object.assign(person, { password: true, invited: false });
      return 'ok';
    },
  },
  'sign in at the provider': {
    asked: false,
    carry: (_, id) => settlePerson(system, claimsOf(id, []), issuer),
    expect(_, person) {
      if (!person.active) return 'ended';
      linkNow(person);
      return 'ok';
    },
  },
  'sign in with claims of a casemanager': {
    asked: false,
    carry: (_, id) => settlePerson(byClaims, claimsOf(id, ['cm']), issuer),
    expect(model, person, { to }) {
      if (!person.active) return 'ended';
      if (person.manages && !isLast(model, to)) takeRole(person);
      linkNow(person);
      return 'ok';
    },
  },
  'sign in with claims that give nothing': {
    asked: false,
    carry: (_, id) => settlePerson(byClaims, claimsOf(id, []), issuer),
    expect(model, person, { to }) {
      if (!person.active) return 'ended';
      if (isLast(model, to)) {
        linkNow(person);
        return 'ok';
      }
      if (person.keeps) stopKeeping(person);
      return 'no-role';
    },
  },
  'a file that ends them': {
    asked: false,
    carry: (_, id) => bringIn(id, { active: false }),
    expect(model, person) {
      if (getsIn(person) && model.filter(getsIn).length === 1) return 'refused';
      person.manages = true;
      if (person.active) takeWaysIn(person);
      return 'ok';
    },
  },
  'a file that takes their role': {
    asked: false,
    carry: (_, id) => bringIn(id, { roles: ['casemanager'] }),
    expect(model, person) {
      if (getsIn(person) && model.filter(getsIn).length === 1) return 'refused';
      takeRole(person);
      return 'ok';
    },
  },
  'npm run beheerder': {
    asked: false,
    carry: (_, id) => inviteManager(system, `${id}@example.nl`),
    expect(_, person) {
      if (!person.manages) return 'not-a-manager';
      // Whoever runs the machine hands over a way in: until it is taken, nobody else has to be there.
      Object.assign(person, { active: true, password: false, invited: true });
      if (person.link !== 'none') person.keeps = true;
      return 'ok';
    },
  },
};
/** Acts that nobody does to themselves. */
const notOneself = ['end', 'reset', 'unlink'];

class Command implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #act: Act;
  constructor(name: string, act: Act) {
    this.#name = name;
    this.#act = act;
  }
  check(model: Readonly<Model>): boolean {
    // What an operator hands over counts as a way in once it is taken; before that nothing else is promised.
    return this.#name !== 'npm run beheerder' || model.some((one, at) => at !== this.#act.to && getsIn(one));
  }
  async run(model: Model, ids: Real): Promise<void> {
    const { by, to } = this.#act;
    const [actor, person, id] = [model[by], model[to], ids[to]];
    const act = acts[this.#name];
    assert.ok(actor && person && id && act);
    const ctx = staffCtx(services, ids[by] ?? '', { roles: ['beheerder'], team: null });
    let said: string;
    try {
      const result = await act.carry(ctx, id);
      said = result.ok ? 'ok' : (result.error ?? '');
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      said = 'not allowed';
    }
    const may = !act.asked || (actor.active && actor.manages);
    const isOneself = act.asked && by === to && notOneself.includes(this.#name);
    const expected = isOneself ? 'oneself' : may ? act.expect(model, person, this.#act) : 'not allowed';
    assert.equal(said, expected, this.toString());
    assert.deepEqual(await stored(ids), model, this.toString());
    assert.ok(model.some(getsIn), 'somebody who can sign in manages');
  }
  toString(): string {
    return `${this.#act.by} → ${this.#act.to}: ${this.#name}`;
  }
}

const storedSchema = z.array(
  z.object({
    active: z.boolean(),
    manages: z.boolean(),
    password: z.boolean(),
    link: z.enum(['none', 'now', 'before']),
    keeps: z.boolean(),
    invited: z.boolean(),
  }),
);

/** What the database holds, as the model says it. A password of who left opens nothing, and is none when they come back. */
async function stored(ids: Real): Promise<Model> {
  return storedSchema.parse(
    await database.sql`
      select active, 'beheerder' = any(roles) as manages, password_hash is not null as password, keeps_password as keeps,
        case issuer when ${issuer} then 'now' when ${formerIssuer} then 'before' else 'none' end as link,
        exists (select from password_links where staff_id = staff.id) as invited
      from unnest(${[...ids]}::uuid[]) with ordinality as one (id, place) join staff on staff.id = one.id
        left join sso_links on sso_links.staff_id = staff.id
      order by place`,
  );
}

const startSchema = fc.record({
  active: fc.boolean(),
  manages: fc.boolean(),
  way: fc.constantFrom('none', 'password', 'now', 'before', 'kept'),
});
const commands = Object.keys(acts).map((name) =>
  fc.record({ by: fc.nat(2), to: fc.nat(2) }).map((act) => new Command(name, act)),
);

test('whatever is done to who manages, in whatever order and by whatever way, somebody who can sign in still does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(startSchema, { minLength: 2, maxLength: 2 }),
      fc.commands(commands, { maxCommands: 20, size: 'max' }),
      async (start, given) => {
        await emptyTables(database.sql, 'staff');
        const everybody = [{ active: true, manages: true, way: 'password' }, ...start];
        const ids: string[] = [];
        for (const { active, manages, way } of everybody) {
          const id = await makeCasemanager(database.db, [], {
            active,
            roles: manages ? ['beheerder'] : ['casemanager'],
            team: null,
            passwordHash: way === 'password' || way === 'kept' ? hash : null,
            keepsPassword: active && manages && way === 'kept',
          });
          await database.sql`
            update staff set first_name = ${nameOf(id).firstName}, email = ${nameOf(id).email} where id = ${id}`;
          if (active && (way === 'now' || way === 'before'))
            await database.sql`
              insert into sso_links values (${id}, ${way === 'now' ? issuer : formerIssuer}, ${id}, now())`;
          ids.push(id);
        }
        const model = await stored(ids);
        await fc.asyncModelRun(() => ({ model, real: ids }), given);
      },
    ),
    { numRuns: 25 },
  );
});
