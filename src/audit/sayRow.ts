import type { LogRow } from '#server/audit/readLog.ts';
import type { TextKey, texts } from '../content/texts.ts';

type Texts = ReturnType<typeof texts>;

/** What somebody did, by the word of the system, where there is a word of people for it. */
const did: Readonly<Record<string, TextKey>> = {
  booked: 'audit.did.booked',
  moved: 'audit.did.moved',
  cancelled: 'audit.did.cancelled',
  outcome: 'audit.did.outcome',
  wiped: 'audit.did.wiped',
  forgotten: 'audit.did.forgotten',
  'handed-over': 'audit.did.handed-over',
  'choose-again': 'audit.did.choose-again',
  'link-renewed': 'audit.did.link-renewed',
  'needs-changed': 'audit.did.needs-changed',
  'note-added': 'audit.did.note-added',
  'note-removed': 'audit.did.note-removed',
  undone: 'audit.did.undone',
  begun: 'audit.did.begun',
  taken: 'audit.did.taken',
  'message-sent': 'audit.did.message-sent',
  closed: 'audit.did.closed',
  'account-saved': 'audit.did.account-saved',
  invited: 'audit.did.invited',
  'password-set': 'audit.did.password-set',
  'account-ended': 'audit.did.account-ended',
  'account-restored': 'audit.did.account-restored',
  'sign-in': 'audit.did.sign-in',
  'sign-out': 'audit.did.sign-out',
  'session-ended': 'audit.did.session-ended',
};

/** Things that need no name. */
const things: Readonly<Record<string, TextKey>> = {
  'team-agenda': 'audit.object.team-agenda',
  inbox: 'audit.object.inbox',
  search: 'audit.object.search',
  people: 'audit.object.people',
  'audit-month': 'audit.object.audit-month',
  gemeente: 'audit.object.gemeente',
  configuration: 'audit.object.gemeente',
  page: 'audit.object.page',
  live: 'audit.object.page',
  api: 'audit.object.page',
};

/** Things of somebody. */
const ofSomebody: Readonly<Record<string, TextKey>> = {
  agenda: 'audit.object.agenda',
  hours: 'audit.object.hours',
  exceptions: 'audit.object.exceptions',
};

/** What a row is about, in words. */
export function sayObject(t: Texts, { objectKind, reference, name }: LogRow): string {
  const ofName = ofSomebody[objectKind];
  if (ofName) return t(ofName, { name: name ?? t('audit.object.person.unknown') });
  switch (objectKind) {
    case 'appointment':
      return reference === null || name === null
        ? t('audit.object.appointment.gone')
        : t('audit.object.appointment', { reference, name });
    case 'conversation':
      return name === null
        ? t('audit.object.conversation.unknown')
        : t('audit.object.conversation', { name });
    case 'account':
    case 'person':
      return name === null ? t('audit.object.person.unknown') : t('audit.object.person', { name });
    case 'audit':
      return name === null ? t('audit.object.audit') : t('audit.object.audit.about', { name });
    default:
      return t(things[objectKind] ?? 'audit.object.other');
  }
}

/** Who did it, in words. */
export function sayWho(t: Texts, row: LogRow): string {
  // Who signs in is somebody from then on: the row names the account.
  if (row.kind === 'entered') return row.name ?? row.staffName ?? t('audit.actor.staff');
  if (row.actor === 'staff') return row.staffName ?? t('audit.actor.staff');
  if (row.actor === 'system') return t('audit.actor.system');
  return t(row.kind === 'tried' ? 'audit.actor.nobody' : 'audit.actor.jongere');
}

/** A row as a sentence: "Samira bekeek afspraak K7M-4QF van Noa". */
export function sayRow(t: Texts, row: LogRow): string {
  const words = { who: sayWho(t, row), what: sayObject(t, row) };
  if (row.kind === 'viewed') return t('audit.did.viewed', words);
  if (row.kind === 'exported') return t('audit.did.exported', words);
  if (row.kind === 'tried')
    return t(row.action === 'sign-in' ? 'audit.did.tried-sign-in' : 'audit.did.tried', words);
  return t(did[row.action] ?? 'audit.did.changed', words);
}
