import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type TextKey, texts } from '../content/texts.ts';
import { fieldNames, type TrajectNotDone } from './carryOut.ts';

/** The fields of the page, from top to bottom, a form a line; last those of who does not have it. */
export const fields = [
  ...['assignTo'],
  ...['way', 'party', 'contactNote', 'outcome'],
  ...['nextAction', 'nextOn', 'nextNote'],
  ...['noteFacts', 'noteAudience'],
  ...['verslagFacts', 'reasons', 'agreements', 'verslagAudience'],
  ...['school', 'feedback'],
  ...['state', 'stateUntil'],
  ...['to', 'outside', 'outsideEmail', 'handoverReason', 'talk', 'talkOn', 'parts'],
  ...['lookOutcome', 'lookNote', 'lookAgainOn'],
  ...['lookOn', 'lookAsk', 'lookAskWho'],
  ...['destination', 'check', 'destinationNote', 'askWho', 'meldingen'],
  ...['decision', 'requestRefusal'],
  ...['requestKind', 'askedOn', 'said'],
  ...['reason', 'refusal'],
];

/** At which field a refusal of a verb belongs. */
const blamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  assign: { 'owner-unknown': 'assignTo' },
  next: { 'date-out-of-reach': 'nextOn' },
  ask: { 'date-out-of-reach': 'askedOn' },
  decide: { 'close-first': 'decision' },
  state: {
    'date-out-of-reach': 'stateUntil',
    'look-again-required': 'stateUntil',
    'under-18': 'state',
    'does-not-follow': 'state',
  },
  feedback: { 'other-school': 'school' },
  handover: { 'date-out-of-reach': 'talkOn', 'receiver-unknown': 'to' },
  close: { 'meldingen-open': 'meldingen' },
  look: { 'date-out-of-reach': 'lookAgainOn' },
  'plan-look': { 'date-out-of-reach': 'lookOn' },
};

/** Words of ours for messages of schemas; for others that something is missing. */
const messages: Readonly<Record<string, TextKey>> = {
  'text-too-long': 'traject.error.text-too-long',
  'text-not-allowed': 'traject.error.text-not-allowed',
  'date-invalid': 'traject.error.date-invalid',
  'next-required': 'traject.error.next-required',
  'owner-required': 'traject.error.owner-unknown',
  'note-required': 'traject.error.note-required',
  'facts-required': 'traject.error.facts-required',
  'audience-required': 'traject.error.audience-required',
  'school-required': 'traject.error.school-required',
  'feedback-required': 'traject.error.note-required',
  'reason-required': 'traject.error.reason-required',
  'outside-required': 'traject.error.outside-required',
  'outside-email-required': 'traject.error.outside-email-required',
  'talk-required': 'traject.error.talk-required',
  'talk-on-required': 'traject.error.talk-on-required',
  'destination-required': 'traject.error.destination-required',
  'check-required': 'traject.error.check-required',
  'ask-required': 'traject.error.ask-required',
  'look-outcome-required': 'traject.error.look-outcome-required',
  'look-note-required': 'traject.error.look-note-required',
  'state-required': 'traject.error.state-required',
  'request-required': 'traject.error.request-required',
  'decision-required': 'traject.error.decision-required',
  'refusal-of-upheld': 'traject.error.refusal-of-upheld',
};

/** What was wrong with a form of the page, in words. */
export function trajectErrors(act: string, refused: TrajectNotDone | undefined): PageErrors {
  const t = texts();
  if (!refused) return pageErrors([]);
  if (refused.error === 'invalid') {
    const names = Object.entries(fieldNames).find(([name]) => name === act)?.[1] ?? {};
    const say = (message: string) => t(messages[message] ?? 'traject.error.broken');
    // Of who gets it there is one field, whatever was wrong with it.
    const errors = refused.errors.map((one) =>
      act === 'handover' && /^to(\.(kind|id))?$/.test(one.field)
        ? { field: 'to', message: one.message }
        : one,
    );
    return pageErrors(
      sayErrors(errors, { fields, names, say }).map((one) =>
        one.field === 'to' ? { ...one, message: t('traject.error.receiver-unknown') } : one,
      ),
    );
  }
  const message = t(`traject.error.${refused.error}`);
  const field = blamed[act]?.[refused.error];
  return pageErrors([field === undefined ? { message } : { field, message }]);
}
