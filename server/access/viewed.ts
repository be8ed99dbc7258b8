import { type AuditAct, auditRow } from '#server/kernel/auditRow.ts';
import type { Ctx } from '#server/kernel/context.ts';
import type { Action } from './policy.ts';

// The line of a verb that reads something about a person: what was shown goes into the audit log, which is written a moment
// later, so that it costs a page nothing.

type Asked = Pick<Ctx, 'actor' | 'door' | 'trace' | 'audit' | 'clock'>;

/** What somebody looks at. Those without an id are lists of many people. */
export type Thing =
  | {
      kind:
        | 'appointment'
        | 'conversation'
        | 'person'
        | 'agenda'
        | 'hours'
        | 'exceptions'
        | 'referral'
        | 'walk-in'
        | 'waiting-list'
        | 'jongere'
        | 'traject'
        | 'melding'
        | 'list';
      id: string;
    }
  | {
      kind:
        | 'team-agenda'
        | 'inbox'
        | 'search'
        | 'people'
        | 'configuration'
        | 'referrals'
        | 'figures'
        | 'walk-ins'
        | 'worklist'
        | 'meldingen'
        | 'lists'
        | 'year-plan';
    }
  /** The log itself; the id is of whom it was searched for. */
  | { kind: 'audit'; id?: string | undefined };

function add(ctx: Asked, act: AuditAct): void {
  ctx.audit.add(auditRow(ctx, new Date(ctx.clock.now()).toISOString(), act));
}

/** Something was shown to whoever asks. */
export const viewed = (ctx: Asked, action: Action, about: Thing): void =>
  add(ctx, { kind: 'viewed', action, about });

/** Something was given out as a file. */
export const exported = (ctx: Asked, action: Action, about: Thing): void =>
  add(ctx, { kind: 'exported', action, about });

/** Something was asked for by its id that is not there, or not for whoever asks: to them that looks the same. */
export const notFound = (ctx: Asked, action: Action, about: Thing): void =>
  add(ctx, { kind: 'tried', action, about, result: 'not-found' });
