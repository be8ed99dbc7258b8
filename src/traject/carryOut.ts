import { z } from 'zod';
import { invite } from '#server/gesprekken/invite.ts';
import { joinToTraject, partFromTraject } from '#server/gesprekken/link.ts';
import { inviteSchema, joinSchema, withdrawSchema } from '#server/gesprekken/schema.ts';
import { withdrawInvitation } from '#server/gesprekken/withdrawInvitation.ts';
import type { Ctx } from '#server/http/context.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readVersion } from '#server/kernel/version.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject, reopenTraject } from '#server/trajecten/close.ts';
import { offerHandover, withdrawHandover } from '#server/trajecten/handover.ts';
import { acceptHandover, refuseHandover } from '#server/trajecten/handoverAnswer.ts';
import { partJongeren } from '#server/trajecten/joinJongeren.ts';
import { moveOn } from '#server/trajecten/moveOn.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { noteLook } from '#server/trajecten/noteLook.ts';
import { addNote, addVerslag, reviseNote, sendNote, tellSchool } from '#server/trajecten/notes.ts';
import { planLook } from '#server/trajecten/planLook.ts';
import { askSchema, decideSchema } from '#server/trajecten/requestSchema.ts';
import { askRequest, decideRequest } from '#server/trajecten/requests.ts';
import {
  assignSchema,
  closeSchema,
  contactSchema,
  feedbackSchema,
  lookSchema,
  moveOnSchema,
  nextSchema,
  noteSchema,
  offerSchema,
  planLookSchema,
  refuseSchema,
  sendSchema,
  takeOverSchema,
  verslagSchema,
} from '#server/trajecten/schema.ts';
import { renewSealed } from '#server/trajecten/sealed/renewSealed.ts';
import { setNext } from '#server/trajecten/setNext.ts';
import { takeOver } from '#server/trajecten/takeOver.ts';
import { withholdNote } from '#server/trajecten/withholdNote.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';

/** Why an act on a traject was not done. */
export const trajectNotDone = z.union([
  refusedInvalid,
  refusedAs(
    ...(['not-found', 'changed', 'too-late', 'date-out-of-reach', 'does-not-follow', 'under-18'] as const),
    ...([
      'look-again-required',
      'not-for-them',
      'other-school',
      'handover-open',
      'appointment-to-come',
    ] as const),
    ...([
      'meldingen-open',
      'other-open',
      'receiver-unknown',
      'accepted',
      'refused',
      'withdrawn',
      'lapsed',
    ] as const),
    ...(['owner-changed', 'owner-left', 'way-unsafe', 'linked-already', 'not-joined', 'both-open'] as const),
    ...(['asked-already', 'decided-already', 'close-first', 'owner-unknown', 'asked-to-forget'] as const),
  ),
]);
export type TrajectNotDone = z.infer<typeof trajectNotDone>;

/** `code`: of a sealed page, shown once. `goesOn`: the traject in which it goes on, where that is another one. */
type Done = { ok: true; code?: string | null; goesOn?: string | null } | TrajectNotDone;

/** Which fields of a verb have another name on the page, where many forms stand beside each other. */
export const fieldNames = {
  assign: { to: 'assignTo' },
  contact: { note: 'contactNote' },
  next: { action: 'nextAction', on: 'nextOn', note: 'nextNote' },
  state: { lookAgainOn: 'stateUntil' },
  note: { audience: 'noteAudience', facts: 'noteFacts' },
  verslag: { audience: 'verslagAudience', facts: 'verslagFacts' },
  feedback: { facts: 'feedback' },
  handover: {
    reason: 'handoverReason',
    'to.kind': 'to',
    'to.name': 'outside',
    'to.email': 'outsideEmail',
  },
  close: { note: 'destinationNote' },
  ask: { kind: 'requestKind' },
  decide: { refusal: 'requestRefusal' },
  look: { outcome: 'lookOutcome', note: 'lookNote', againOn: 'lookAgainOn' },
  'plan-look': { on: 'lookOn', ask: 'lookAsk', askWho: 'lookAskWho' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** Carries out one form of the page of a traject. */
export async function carryOut(ctx: Ctx, id: string, values: FormValues): Promise<Done> {
  const read = (name: string) => optional(values, name);
  const { version } = values;
  const today = dateInAmsterdam(ctx.clock.now());
  /** A date as it was typed, as ISO; what is none stays for the schema to refuse. */
  const date = (name: string) => {
    const text = read(name);
    return typeof text === 'string' ? (readDate(text, today, { ahead: true }) ?? text) : text;
  };
  switch (typed(values, 'act')) {
    case 'assign':
      return give(ctx, id, values);
    case 'contact': {
      const { way, party, outcome } = values;
      const sent = { version, way, party, outcome, note: read('contactNote') };
      return attempt(contactSchema, sent, (input) => noteContact(ctx, id, input));
    }
    case 'next': {
      const sent = { version, action: values.nextAction, on: date('nextOn'), note: read('nextNote') };
      return attempt(nextSchema, sent, (input) => setNext(ctx, id, input));
    }
    case 'state': {
      const sent = { version, state: values.state, lookAgainOn: date('stateUntil') };
      return attempt(moveOnSchema, sent, (input) => moveOn(ctx, id, input));
    }
    case 'note': {
      const sent = { id: values.key, audience: values.noteAudience, facts: values.noteFacts };
      return attempt(noteSchema, sent, (input) => addNote(ctx, id, input));
    }
    case 'verslag':
      return writeVerslag(ctx, id, values);
    case 'feedback': {
      const sent = { id: values.key, school: values.school, facts: values.feedback };
      return attempt(feedbackSchema, sent, (input) => tellSchool(ctx, id, input));
    }
    case 'send':
      return attempt(sendSchema, values, (input) => sendNote(ctx, typed(values, 'noteId') ?? '', input));
    case 'ask': {
      const asked = typed(values, 'askedOn') ?? '';
      const askedOn = readDate(asked, today) ?? asked;
      const sent = { version, kind: read('requestKind'), askedOn, said: read('said') };
      return attempt(askSchema, sent, (input) => askRequest(ctx, id, input));
    }
    case 'decide': {
      const { request } = values;
      const sent = { version, request, decision: read('decision'), refusal: read('requestRefusal') };
      return attempt(decideSchema, sent, (input) => decideRequest(ctx, id, input));
    }
    case 'withhold':
      return withholdNote(ctx, typed(values, 'noteId') ?? '', { withheld: values.withheld === 'yes' });
    case 'handover': {
      const { kind, to } = receiverIn(typed(values, 'to') ?? '');
      const sent = {
        version,
        to:
          kind === 'outside' ? { kind, name: values.outside, email: values.outsideEmail } : { kind, id: to },
        reason: values.handoverReason,
        talk: read('talk'),
        talkOn: date('talkOn'),
        parts: [values.parts ?? []].flat(),
      };
      return attempt(offerSchema, sent, (input) => offerHandover(ctx, id, input));
    }
    case 'withdraw':
      return withdrawHandover(ctx, typed(values, 'handover') ?? '');
    case 'renew':
      return renewSealed(ctx, typed(values, 'handover') ?? '');
    case 'not-same':
      return partJongeren(ctx, typed(values, 'gone') ?? '');
    case 'accept':
      return acceptHandover(ctx, typed(values, 'handover') ?? '');
    case 'refuse':
      return attempt(refuseSchema, values, (input) =>
        refuseHandover(ctx, typed(values, 'handover') ?? '', input),
      );
    case 'close': {
      const sent = {
        version,
        destination: read('destination'),
        check: read('check'),
        note: read('destinationNote'),
        meldingen: read('meldingen'),
        askWho: read('askWho'),
      };
      return attempt(closeSchema, sent, (input) => closeTraject(ctx, id, input));
    }
    case 'invite':
      return attempt(inviteSchema, values, (input) => invite(ctx, id, input));
    case 'end-invitation':
      return attempt(withdrawSchema, values, (input) => withdrawInvitation(ctx, id, input));
    case 'join':
    case 'part': {
      const does = values.act === 'join' ? joinToTraject : partFromTraject;
      const [kind, of] = (typed(values, 'what') ?? '').split(' ');
      return attempt(joinSchema, { kind, id: of }, (input) => does(ctx, id, input));
    }
    case 'look': {
      const sent = { outcome: read('lookOutcome'), note: read('lookNote'), againOn: date('lookAgainOn') };
      return attempt(lookSchema, sent, (input) => noteLook(ctx, typed(values, 'look') ?? '', input));
    }
    case 'plan-look': {
      const sent = { on: date('lookOn'), ask: values.lookAsk, askWho: read('lookAskWho') };
      return attempt(planLookSchema, sent, (input) => planLook(ctx, id, input));
    }
    case 'reopen':
      return reopenTraject(ctx, id, { version: readVersion(version) });
    case 'take-over':
      return attempt(takeOverSchema, values, (input) => takeOver(ctx, id, input));
    default:
      return { ok: false, error: 'invalid', errors: [{ field: 'act', message: 'form-broken' }] };
  }
}

/** To somebody of the team. */
async function give(ctx: Ctx, id: string, { assignTo, version }: FormValues): Promise<Done> {
  const sent = { to: assignTo, trajecten: [{ id, version }] };
  const result = await attempt(assignSchema, sent, (input) => assign(ctx, input));
  if (!result.ok || result.assigned.length > 0) return result;
  return { ok: false, error: result.changed.length > 0 ? 'changed' : 'not-found' };
}

/** A new verslag, or the next version of one. */
function writeVerslag(ctx: Ctx, id: string, values: FormValues): Promise<Done> {
  const sent = {
    id: values.key,
    audience: values.verslagAudience,
    facts: values.verslagFacts,
    reasons: optional(values, 'reasons'),
    agreements: optional(values, 'agreements'),
    reasonsAgreed: values.reasonsAgreed === 'yes',
  };
  const former = typed(values, 'former');
  return attempt(verslagSchema, sent, (input) =>
    former === undefined ? addVerslag(ctx, id, input) : reviseNote(ctx, former, input),
  );
}

/** `staff …`, `team …` or `outside`, as the list of receivers has it. */
function receiverIn(value: string): { kind: string; to: string } {
  const [kind = '', to = ''] = value.split(' ');
  return { kind, to };
}
