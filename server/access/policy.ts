import type { roles } from '#db/schema/words.ts';

// Who may do what: the one table of rights. A verb asks it by `may`, a query by `scope`. Pure.

/**
 * How far a right goes:
 * - `own`: what is one's own. For staff what stands under their name, for a jongere what the token in their link opens.
 * - `organisation`: what is of the own organisation, whoever of it made it.
 * - `team`: what is one's own, and what stands under the name of a member of the own team. Without a team that is `own`.
 * - `team-or-nobody`: that, and what nobody has taken: a chat that waits, a question that was left.
 * - `all`: everything, since it is public, or since it is about nobody.
 */
export type Reach = 'own' | 'organisation' | 'team' | 'team-or-nobody' | 'all';

export type Role = (typeof roles)[number];
/** Who can ask: somebody without an account, a person by a role that they have, or Doorstart itself. */
export type Who = 'jongere' | Role | 'system';
/** Who is not in a rule may not. */
export type Rule = Readonly<Partial<Record<Who, Reach>>>;

const staffOwn = {
  jongerenwerker: 'own',
  casemanager: 'own',
  coordinator: 'own',
  beheerder: 'own',
  schoolmedewerker: 'own',
} as const;
const anybody = {
  jongere: 'all',
  jongerenwerker: 'all',
  casemanager: 'all',
  coordinator: 'all',
  beheerder: 'all',
  schoolmedewerker: 'all',
  system: 'all',
} as const;
/** Whoever holds the link: its token is the right. */
const holder = { ...staffOwn, jongere: 'own' } as const;
/** Those who work with jongeren, and who keeps their team running. */
const team = { casemanager: 'team', coordinator: 'team' } as const;
/** Who keeps a team running. Without a team that is as little as for anybody else. */
const coordinator = { coordinator: 'team' } as const;
/** For the gemeente as a whole. A beheerder runs the place, and sees no jongere by that. */
const manager = { beheerder: 'all' } as const;
const chatter = { casemanager: 'own' } as const;
/** Those who bring jongeren: what their organisation brought, and of it no more than what became of it. */
const referrer = { jongerenwerker: 'organisation' } as const;
/** Those who report of a school: mentor, verzuimcoördinator and decaan see what their school reported. */
const school = { schoolmedewerker: 'organisation' } as const;
const gemeente = { casemanager: 'organisation', coordinator: 'organisation' } as const;
/** A coordinator also takes up what nobody has. */
const referralTeam = { casemanager: 'team', coordinator: 'team-or-nobody' } as const;

export const policy = {
  // What everybody may know and ask.
  'slots.find': anybody,
  'chat.availability': anybody,
  /** There is one in a demo alone. */
  'mailbox.read': anybody,
  'session.begin': anybody,
  'session.end': anybody,
  /** The token of the link is the right. */
  'password.set': anybody,
  /** Somebody who forgot theirs. */
  'password.ask': holder,

  // A jongere and their own afspraak: the token of the hold or of the private link is the right.
  'hold.place': holder,
  'hold.read': holder,
  'hold.change': holder,
  'appointment.book': holder,
  'appointment.own.read': holder,
  'appointment.own.move': holder,
  'appointment.own.change': holder,
  'appointment.own.cancel': holder,
  'appointment.own.wipe': holder,
  /** Says that they are there. */
  'appointment.own.here': holder,

  // Who waits for a time that comes free: the token of the private link, or of the place in the list, is the right.
  'waiting-list.join': holder,
  'waiting-list.own': holder,
  /** Where too little is offered, of all places: about no person. */
  'waiting-list.shortages': { coordinator: 'all' },

  // The afspraken of a team.
  'agenda.read': team,
  'appointment.find': team,
  'appointment.read': team,
  'appointment.move': team,
  'appointment.cancel': team,
  'appointment.hand-over': team,
  'appointment.choose-again': team,
  'appointment.keep': team,
  'appointment.outcome': team,
  'appointment.follow-up': team,
  'appointment.renew-link': team,
  'appointment.note': team,
  'appointment.undo': team,
  'appointment.arrival': team,
  'appointment.book-for': team,

  // Who walks in, at the locations where somebody of the team works: the one at the desk is one of them.
  'walk-in.read': team,
  'walk-in.write': team,
  /** It is an afspraak of who calls from then on. */
  'walk-in.call': { casemanager: 'own' },
  /** How long one waits, about nobody. */
  'walk-in.waits': anybody,
  /** The screen of a waiting room: the token of its link is the right. */
  'walk-in.screen': holder,
  'screen.read': manager,
  'screen.save': manager,

  // Bringing a jongere: what the own organisation brought, and what became of it.
  'referral.make': referrer,
  'referral.read': referrer,
  'referral.change': referrer,
  'referral.withdraw': referrer,
  'referral.remind': referrer,
  'referral.answer': referrer,
  /** Taking up what a jongere agreed to in a chat, and noting whether they were reached. */
  'referral.take': referrer,
  'referral.contact': referrer,
  /** The jongere, by the link of the invitation or the private link. */
  'referral.own': holder,
  /** The jongere, by the link that their chat gave. */
  'proposal.own': holder,
  /** Without an account: by the key of an organisation, or by a form that lands with a coordinator. */
  'referral.send': holder,
  // What was brought to a team.
  'referral.team.read': referralTeam,
  'referral.team.write': team,
  'referral.team.open': { coordinator: 'team-or-nobody' },
  'referral.team.settle': { coordinator: 'team-or-nobody' },
  /** With what systems of organisations refer. */
  'organisation-key.read': manager,
  'organisation-key.save': manager,
  /** Other systems that hear what happened. */
  'webhook.read': manager,
  'webhook.save': manager,

  /** A link, code or poster of what everybody can book. */
  'link.make': { coordinator: 'all', beheerder: 'all' },

  // A school: what it reported, and what became of that.
  'melding.report': school,
  'melding.own.read': school,
  'melding.own.change': school,
  'list.give': school,
  'list.own.read': school,
  /** Its system, by the key of the school. */
  'melding.send': holder,

  // Meldingen and trajecten: of who owns them, or of their team. Who is neither takes one over, with a reason.
  'list.read': gemeente,
  'list.write': gemeente,
  'traject.read': team,
  'traject.write': team,
  'traject.assign': team,
  /** The burgerservicenummer of their jongere, where the gemeente keeps it. */
  'jongere.bsn': team,
  /** The jongere, by the link of an invitation. */
  'gesprek.own': holder,
  'traject.take-over': { casemanager: 'all', coordinator: 'all' },
  /** What is offered to them, or to their team: who offers it has it until somebody accepts. */
  'handover.read': team,
  'handover.answer': team,
  /** Of a gemeente without accounts here: the link and the code are the right. */
  'handover.sealed': holder,

  // The year plan: of the own gemeente; a school sees and says of what it does itself.
  'year-plan.read': { casemanager: 'organisation', coordinator: 'organisation', beheerder: 'all' },
  'year-plan.save': { coordinator: 'organisation', beheerder: 'all' },
  'year-plan.own.read': school,
  'year-plan.own.mark': school,

  // Keeping a team running: its work, its hours and exceptions.
  'team.read': coordinator,
  'team.move': coordinator,
  'team.ill': coordinator,
  'hours.read': team,
  'hours.save': team,
  'exception.read': team,
  'exception.save': team,

  // Of oneself.
  'session.end-all': staffOwn,
  'account.read': staffOwn,
  'account.change': staffOwn,
  /** What decides which afspraken one gets. */
  'own-settings.read': { casemanager: 'own' },
  'own-settings.save': { casemanager: 'own' },
  /** Their agenda in the calendar that they use elsewhere. */
  'calendars.read': { casemanager: 'own' },
  'calendars.save': { casemanager: 'own' },
  /** Calendars that somebody keeps elsewhere, of which only free or busy is read. */
  'own-calendar.read': { casemanager: 'own' },
  'own-calendar.save': { casemanager: 'own' },
  /** A program that reads it: the token of its address is the right. */
  'calendar.feed': holder,

  // The people who work here.
  'people.read': manager,
  'people.save': manager,
  /** The list of who may do what, which is signed each quarter. */
  'rights.read': manager,
  'rights.sign': manager,
  /** Who viewed, changed or tried what, of all teams. */
  'audit.read': manager,
  /** Messages that did not come, without whom they were for, and sending them again. */
  'message.read': manager,
  'message.send-again': manager,
  /** An example, to the own address alone. */
  'message.test': manager,
  // What the gemeente decides: places, topics, closures, teams, organisations, settings.
  'configuration.read': manager,
  'configuration.save': manager,
  /** By who runs the machine: the first of a gemeente, or when nobody gets in any more. */
  'people.first': { system: 'all' },

  /** All that is kept of a jongere, for whoever answers a request to see it (AVG 15). */
  'held.find': manager,

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
  /** Proposing to hand the jongere to an organisation. */
  'chat.propose': chatter,
  'chat.free-times': { casemanager: 'team' },
  'chat.end': chatter,
  'chat.presence': chatter,
  /** Of the whole gemeente, in numbers that nobody can be found in. */
  'figures.read': { casemanager: 'all', coordinator: 'all', beheerder: 'all' },
  'reply.read': { casemanager: 'team' },
  'reply.save': { casemanager: 'team' },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof policy;

const rules: Readonly<Record<Action, Rule>> = policy;

/** The reaches, each wider than the one before. */
export const narrowestFirst: readonly Reach[] = ['own', 'organisation', 'team', 'team-or-nobody', 'all'];

/** How far the right to an action goes of who is all of these, by the widest of them; undefined for who may not. */
export function reachOf(who: readonly Who[], action: Action): Reach | undefined {
  const reaches = who.map((one) => rules[action][one]);
  return narrowestFirst.findLast((reach) => reaches.includes(reach));
}
