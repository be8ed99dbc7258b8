import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import { readPersonalPhone } from '#server/booking/contact.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Limit } from '#server/kernel/limits/limits.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { decideFirst } from '#server/trajecten/decideFirst.ts';
import type { NextStep } from '#server/trajecten/nextStep.ts';
import { writeNext } from '#server/trajecten/setNext.ts';
import { afterAnswer } from './afterwards.ts';
import type { Ctx } from './context.ts';
import { findInvitation, type InvitationRow, lockInvitation, type Over } from './find.ts';
import { firstPlanned } from './follow.ts';
import type { AnswerInput, MoreInput } from './schema.ts';

/** Whoever changes their mind does so a few times. */
const answers: Limit = { name: 'gesprek-answers', most: 30, perSeconds: 3600 };

export type Answered =
  | { ok: true }
  | NotFound
  | Over
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/**
 * What a jongere answers by one tap; as told, not checked. The same answer again changes nothing, another one takes the place of the
 * former. Their owner hears of it, and does what follows from it next.
 */
export function answerInvitation(ctx: Ctx, token: string, { answer }: AnswerInput): Promise<Answered> {
  may(ctx, 'gesprek.own');
  return change(ctx, token, async (w, row) => {
    if (row.answer === answer) return { ok: true };
    await w.tx`
      update traject_invitations set answer = ${answer}, answered_at = ${w.now}, answer_where = null, answer_phone = null,
        answer_part = null, answer_again = null
      where id = ${row.id}`;
    await follow(w, row, answer);
    return { ok: true };
  });
}

/** What belongs to an answer: where, on which number and when to call, when to ask again. Each may be left out. */
export async function tellMore(
  ctx: Ctx,
  token: string,
  { answer, where, phone, part, again }: MoreInput,
): Promise<Answered | { ok: false; error: 'invalid'; errors: FieldError[] }> {
  may(ctx, 'gesprek.own');
  const number = phone === undefined ? null : readPersonalPhone(phone);
  if (number?.ok === false)
    return { ok: false, error: 'invalid', errors: [{ field: 'phone', message: number.error }] };
  return change(ctx, token, async (w, row) => {
    // Another answer was given meanwhile, elsewhere: this belongs to none.
    if (row.answer !== answer) return { ok: true };
    const isPlace = answer === 'has-school' || answer === 'works';
    const isCall = answer === 'call-me';
    const told = {
      where: isPlace ? (where ?? null) : null,
      phone: isCall ? (number?.phone ?? null) : null,
      part: isCall ? (part ?? null) : null,
      again: answer === 'not-now' ? (again ?? null) : null,
    };
    const isSame = (['where', 'phone', 'part', 'again'] as const).every((name) => told[name] === row[name]);
    if (isSame) return { ok: true };
    await w.tx`
      update traject_invitations set answered_at = ${w.now}, answer_where = ${told.where}, answer_phone = ${told.phone},
        answer_part = ${told.part}, answer_again = ${told.again}
      where id = ${row.id}`;
    await follow(w, row, answer, told.again);
    return { ok: true };
  });
}

/** That a jongere does not want us to have what we have of them (AVG 21). A person decides what comes of it, soon. */
export function objectByInvitation(ctx: Ctx, token: string): Promise<Answered> {
  may(ctx, 'gesprek.own');
  return change(ctx, token, async (w, row) => {
    if (row.jongere.hasObjected) return { ok: true };
    const { id } = row.jongere;
    await w.tx`update jongeren set objected_at = ${w.now}, version = version + 1 where id = ${id} and objected_at is null`;
    await w.tx`
      insert into jongere_requests (id, jongere_id, kind, asked_on, recorded_at)
      values (${randomUUID()}, ${id}, 'objection', ${dateInAmsterdam(Date.parse(w.now))}, ${w.now})
      on conflict (jongere_id, kind) where decided_at is null do nothing`;
    w.record({ about: { kind: 'jongere', id }, what: 'objected' });
    await follow(w, row, 'objected');
    return { ok: true };
  });
}

/** They think otherwise, before anybody decided: what they answered before counts again. */
export function withdrawObjection(ctx: Ctx, token: string): Promise<Answered> {
  may(ctx, 'gesprek.own');
  return change(ctx, token, async (w, row) => {
    const { id } = row.jongere;
    const withdrawn = await w.tx`
      delete from jongere_requests
      where jongere_id = ${id} and kind = 'objection' and recorded_by is null and decided_at is null returning id`;
    if (withdrawn.length === 0) return { ok: true };
    await w.tx`update jongeren set objected_at = null, version = version + 1 where id = ${id}`;
    w.record({ about: { kind: 'jongere', id }, what: 'objection-withdrawn' });
    await follow(w, row, 'objection-withdrawn');
    return { ok: true };
  });
}

async function change(
  ctx: Ctx,
  token: string,
  act: (w: Write, row: InvitationRow) => Promise<Answered>,
): Promise<Answered> {
  const found = await findInvitation(ctx, token);
  if (!found.ok) return found;
  const counted = await ctx.limits.consume(answers, found.row.id);
  if (!counted.ok) return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  return write<Answered, Ctx>(ctx, async (w) => {
    const locked = await lockInvitation(w, token);
    return locked.ok ? act(w, locked.row) : locked;
  });
}

/** What follows of an answer. */
async function follow(
  w: Write,
  row: InvitationRow,
  answer: Parameters<typeof afterAnswer>[0],
  again: Parameters<typeof afterAnswer>[2] = null,
): Promise<void> {
  const { traject, id } = row;
  w.record({ about: { kind: 'traject', id: traject }, what: 'answered', details: { answer } });
  const next = await nextAfter(w, row, answer, again);
  if (next !== null) await writeNext(w, traject, { ...next, note: null });
  await w.tx`update trajecten set version = version + 1 where id = ${traject}`;
  tellOwner(w, { invitation: id, owner: row.owner.id });
}

/** Where a gesprek is planned that stays what is next (null); what they asked and waits comes before it. */
async function nextAfter(
  w: Write,
  { traject, answer: former, again: formerAgain }: InvitationRow,
  answer: Parameters<typeof afterAnswer>[0],
  again: Parameters<typeof afterAnswer>[2],
): Promise<NextStep | null> {
  const today = dateInAmsterdam(Date.parse(w.now));
  if (answer === 'objected') return afterAnswer(answer, today);
  const planned = await firstPlanned(w, traject);
  if (answer !== 'objection-withdrawn')
    return planned === null ? decideFirst(w, traject, afterAnswer(answer, today, again)) : null;
  const before: NextStep =
    planned === null ? afterAnswer(former ?? answer, today, formerAgain) : { action: 'talk', on: planned };
  return decideFirst(w, traject, before);
}

/** Tells the owner that a jongere answered, or chose a time: at once on their screen, and by mail. Part of a write. */
export function tellOwner(w: Write, { invitation, owner }: { invitation: string; owner: string }): void {
  w.message({
    kind: 'gesprek-answered',
    channel: 'email',
    to: { kind: 'staff', id: owner },
    about: { kind: 'invitation', id: invitation },
    version: Date.parse(w.now),
  });
  w.changed({ trajecten: [owner] });
}
