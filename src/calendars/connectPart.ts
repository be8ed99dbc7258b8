import type { Invalid } from '#server/booking/types.ts';
import { connect } from '#server/calendar/busy/connect.ts';
import { connectGraph } from '#server/calendar/busy/connectGraph.ts';
import { type Failure, faultNamed } from '#server/calendar/busy/fault.ts';
import { readNow } from '#server/calendar/busy/readNow.ts';
import { connectSchema, signInSchema } from '#server/calendar/busy/schema.ts';
import { signInAgain } from '#server/calendar/busy/signInAgain.ts';
import type { Ctx } from '#server/http/context.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { texts } from '../content/texts.ts';
import type { BusyResult } from './busyPart.ts';

/** What the form to connect a calendar with a password holds. The password is never shown again. */
export interface ConnectPart {
  server: string | undefined;
  user: string | undefined;
  /** Whether a calendar of Microsoft 365 can be connected. */
  hasGraph: boolean;
  errors: PageErrors;
}

const isOurs = (values: FormValues) =>
  /^(connect-calendar|connect-graph|sign-in-again)$/.test(typed(values, 'act') ?? '');

export function readConnectPart(
  ctx: Ctx,
  values: FormValues | undefined,
  result: BusyResult | undefined,
): ConnectPart {
  const mine = values && isOurs(values) ? values : {};
  const refused = values && isOurs(values) && result && !result.ok ? result.errors : [];
  return {
    server: typed(mine, 'calendarServer'),
    user: typed(mine, 'calendarUser'),
    hasGraph: ctx.calendars.hasGraph,
    errors: pageErrors(sayErrors(refused, { fields: Object.values(names), names, say })),
  };
}

/** Carries out a form of this part; `done` is null for one of another. */
export async function carryOutConnect(ctx: Ctx, values: FormValues): Promise<BusyResult> {
  const act = typed(values, 'act');
  const password = typed(values, 'calendarPassword');
  if (act === 'connect-calendar') {
    const sent = { server: values.calendarServer, user: values.calendarUser, password, name: '' };
    return attempt(connectSchema, sent, async (input) => {
      const made = await connect(ctx, input);
      if (made.ok) return connected(ctx, made.id);
      if (made.error !== 'refused') return wrong('server', made.error);
      return refusedBy(made.fault, made.fault === 'sign-in' ? 'password' : 'server');
    });
  }
  if (act === 'connect-graph') {
    const made = await connectGraph(ctx);
    if (made.ok) return connected(ctx, made.id);
    return made.error === 'not-found' ? { ok: true, done: null } : wrong('form', made.error);
  }
  if (act !== 'sign-in-again') return { ok: true, done: null };
  const id = typed(values, 'calendar') ?? '';
  return attempt(signInSchema, { password }, async (input) => {
    const signed = await signInAgain(ctx, id, input);
    if (!signed.ok && signed.error === 'refused') return refusedBy(signed.fault, 'password');
    if (signed.ok) await readNow(ctx, id);
    return { ok: true as const, done: 'calendar-signed-in', open: id };
  });
}

/** Reads it at once: where that fails the list says why, and otherwise its settings open. */
async function connected(ctx: Ctx, id: string): Promise<Extract<BusyResult, { ok: true }>> {
  const read = await readNow(ctx, id);
  if (read.ok && read.kind === 'failed') return { ok: true, done: 'calendar-added-failed' };
  return { ok: true, done: 'calendar-connected', open: id };
}

/** What was typed, without what nobody keeps. */
export function withoutPassword(values: FormValues): FormValues {
  const { calendarPassword: _, ...rest } = values;
  return rest;
}

const names = { server: 'calendarServer', user: 'calendarUser', password: 'calendarPassword' };

const wrong = (field: keyof typeof names | 'form', message: string): Invalid => ({
  ok: false,
  error: 'invalid',
  errors: [{ field, message }],
});
/** Of an address where nothing is found nobody knows whether something ever was. */
const refusedBy = (fault: Failure['fault'], field: 'server' | 'password') =>
  wrong(field, `fault ${field === 'server' && fault === 'gone' ? 'no-calendar' : fault}`);

const messages = [
  'server-required',
  'server-invalid',
  'link-credentials',
  'user-required',
  'user-not-allowed',
  'password-required',
  'password-not-allowed',
  'known',
  'too-many',
  'not-https',
] as const;

function say(message: string): string {
  const t = texts();
  const fault = faultNamed(message.replace(/^fault /, ''));
  if (fault) return `${t(`calendars.server.${fault}`)}. ${t(`calendars.server.${fault}.do`)}`;
  const word = messages.find((one) => one === message);
  if (!word) throw new Error(`expected a text for the error "${message}"`);
  return t(`calendars.error.${word}`);
}
