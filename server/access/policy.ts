import type { roles } from '#db/schema/words.ts';

// Who may do what: the one table of rights. A verb asks it by `may`, a query by `scope`. Pure.

/**
 * How far a right goes:
 * - `own`: what is one's own. For staff what stands under their name, for a jongere what the token in their link opens.
 * - `team`: that, and what stands under the name of a member of the own team. Without a team that is `own`.
 * - `team-or-nobody`: that, and what nobody has taken: a chat that waits, a question that was left.
 * - `all`: everything, since it is public, or since it is about nobody.
 */
export type Reach = 'own' | 'team' | 'team-or-nobody' | 'all';

export type Role = (typeof roles)[number];
/** Who can ask: somebody without an account, a person by their role, or Doorstart itself. */
export type Who = 'jongere' | Role | 'system';
/** Who is not in a rule may not. */
export type Rule = Readonly<Partial<Record<Who, Reach>>>;

const anybody = { jongere: 'all', casemanager: 'all', beheerder: 'all', system: 'all' } as const;
/** Whoever holds the link: its token is the right. */
const holder = { jongere: 'own', casemanager: 'own', beheerder: 'own' } as const;
const staffTeam = { casemanager: 'team', beheerder: 'team' } as const;
const staffOwn = { casemanager: 'own', beheerder: 'own' } as const;
/** For the gemeente as a whole. */
const manager = { beheerder: 'all' } as const;
const chatter = { casemanager: 'own' } as const;

export const policy = {
  // What everybody may know and ask.
  'slots.find': anybody,
  'chat.availability': anybody,
  'session.begin': anybody,
  'session.end': anybody,
  /** The token of the link is the right. */
  'password.set': anybody,

  // A jongere and their own afspraak: the token of the hold or of the private link is the right.
  'hold.place': holder,
  'hold.read': holder,
  'hold.change': holder,
  'appointment.book': holder,
  'appointment.own.read': holder,
  'appointment.own.move': holder,
  'appointment.own.cancel': holder,
  'appointment.own.wipe': holder,

  // The afspraken of a team.
  'agenda.read': staffTeam,
  'appointment.find': staffTeam,
  'appointment.read': staffTeam,
  'appointment.move': staffTeam,
  'appointment.cancel': staffTeam,
  'appointment.hand-over': staffTeam,
  'appointment.choose-again': staffTeam,
  'appointment.keep': staffTeam,
  'appointment.outcome': staffTeam,
  'appointment.follow-up': staffTeam,
  'appointment.renew-link': staffTeam,
  'appointment.note': staffTeam,
  'appointment.undo': staffTeam,
  'appointment.book-for': staffTeam,

  // Hours and exceptions of a team.
  'hours.read': staffTeam,
  'hours.save': staffTeam,
  'exception.read': staffTeam,
  'exception.save': staffTeam,

  // Of oneself.
  'session.end-all': staffOwn,
  'account.read': staffOwn,
  'account.change': staffOwn,
  'own-settings.read': staffOwn,
  'own-settings.save': staffOwn,

  // The people who work here.
  'people.read': manager,
  'people.save': manager,
  /** By who runs the machine: the first of a gemeente, or when nobody gets in any more. */
  'people.first': { system: 'all' },

  // A jongere in their own chat: the token of the conversation is the right.
  'chat.begin': holder,
  'chat.own': holder,

  // The chats of a team. Who reads along does not write: that is for who took the conversation.
  'chat.inbox': { casemanager: 'team-or-nobody' },
  'chat.read': { casemanager: 'team-or-nobody' },
  'chat.note': { casemanager: 'team-or-nobody' },
  'chat.block': { casemanager: 'team-or-nobody' },
  'chat.take': { casemanager: 'team-or-nobody' },
  'chat.hand-over': { casemanager: 'team' },
  'chat.write': chatter,
  'chat.offer': chatter,
  'chat.free-times': { casemanager: 'team' },
  'chat.end': chatter,
  'chat.presence': chatter,
  'chat.figures': { casemanager: 'all', beheerder: 'all' },
  'reply.read': { casemanager: 'team' },
  'reply.save': { casemanager: 'team' },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof policy;

const rules: Readonly<Record<Action, Rule>> = policy;

/** How far somebody's right to an action goes; undefined for who may not. */
export const reachOf = (who: Who, action: Action): Reach | undefined => rules[action][who];
