import { type Action, narrowestFirst, type Reach, type Role, reachOf } from '#server/access/policy.ts';

/**
 * What each action of the table of rights is called in the list of who may do what, several under one name; null for what everybody
 * may, or what a link opens. A new action needs a line here.
 */
const nameOf = {
  'slots.find': null,
  'chat.availability': null,
  'mailbox.read': null,
  'session.begin': null,
  'session.end': null,
  'password.set': null,
  'password.ask': null,
  'hold.place': null,
  'hold.read': null,
  'hold.change': null,
  'appointment.book': null,
  'appointment.own.read': null,
  'appointment.own.move': null,
  'appointment.own.change': null,
  'appointment.own.cancel': null,
  'appointment.own.wipe': null,
  'appointment.own.here': null,
  'waiting-list.join': null,
  'waiting-list.own': null,
  'waiting-list.shortages': 'figures',
  'agenda.read': 'agenda',
  'appointment.find': 'agenda',
  'appointment.read': 'agenda',
  'appointment.move': 'appointments',
  'appointment.cancel': 'appointments',
  'appointment.hand-over': 'appointments',
  'appointment.choose-again': 'appointments',
  'appointment.keep': 'appointments',
  'appointment.outcome': 'appointments',
  'appointment.follow-up': 'appointments',
  'appointment.renew-link': 'appointments',
  'appointment.note': 'appointments',
  'appointment.undo': 'appointments',
  'appointment.arrival': 'appointments',
  'appointment.book-for': 'appointments',
  'walk-in.read': 'walk-in',
  'walk-in.write': 'walk-in',
  'walk-in.call': 'walk-in-call',
  'walk-in.waits': null,
  'walk-in.screen': null,
  'screen.read': 'screens',
  'screen.save': 'screens',
  'referral.make': 'refer',
  'referral.read': 'refer',
  'referral.change': 'refer',
  'referral.withdraw': 'refer',
  'referral.remind': 'refer',
  'referral.answer': 'refer',
  'referral.take': 'refer',
  'referral.contact': 'refer',
  'referral.own': null,
  'proposal.own': null,
  'referral.send': null,
  'referral.team.read': 'referrals-read',
  'referral.team.write': 'referrals-write',
  'referral.team.open': 'referrals-settle',
  'referral.team.settle': 'referrals-settle',
  'message.read': 'messages',
  'message.send-again': 'messages',
  'message.test': 'messages',
  'organisation-key.read': 'keys',
  'organisation-key.save': 'keys',
  'webhook.read': 'webhooks',
  'webhook.save': 'webhooks',
  'link.make': 'links',
  'melding.report': 'report',
  'melding.own.read': 'report',
  'melding.own.change': 'report',
  'melding.send': null,
  'traject.write': 'trajecten',
  'traject.assign': 'trajecten',
  'traject.take-over': 'traject-take-over',
  'team.read': 'team',
  'team.move': 'team',
  'team.ill': 'team',
  'hours.read': 'hours',
  'hours.save': 'hours',
  'exception.read': 'hours',
  'exception.save': 'hours',
  'session.end-all': 'account',
  'account.read': 'account',
  'account.change': 'account',
  'own-settings.read': 'own-settings',
  'own-settings.save': 'own-settings',
  'calendars.read': 'calendars',
  'calendars.save': 'calendars',
  'own-calendar.read': 'calendars',
  'own-calendar.save': 'calendars',
  'calendar.feed': null,
  'people.read': 'people',
  'people.save': 'people',
  'rights.read': 'rights',
  'rights.sign': 'rights',
  'audit.read': 'audit',
  'configuration.read': 'configuration',
  'configuration.save': 'configuration',
  'people.first': null,
  'held.find': 'held',
  'chat.begin': null,
  'chat.own': null,
  'chat.inbox': 'chat-read',
  'chat.read': 'chat-read',
  'chat.note': 'chat-read',
  'chat.block': 'chat-read',
  'chat.take': 'chat-read',
  'chat.hand-over': 'chat-hand-over',
  'chat.write': 'chat-write',
  'chat.offer': 'chat-write',
  'chat.propose': 'chat-write',
  'chat.free-times': 'agenda',
  'chat.end': 'chat-write',
  'chat.presence': 'chat-write',
  'figures.read': 'figures',
  'reply.read': 'replies',
  'reply.save': 'replies',
} as const satisfies Record<Action, string | null>;

export type Ability = Exclude<(typeof nameOf)[Action], null>;

const isAction = (name: string): name is Action => Object.hasOwn(nameOf, name);
const actions = Object.keys(nameOf).filter(isAction);

/** What somebody of a role may do, and how far each goes by the table of rights: the widest of its actions. */
export function abilitiesOf(role: Role): { ability: Ability; reach: Reach }[] {
  const found = new Map<Ability, Reach>();
  for (const action of actions) {
    const ability = nameOf[action];
    const reach = reachOf([role], action);
    if (ability === null || reach === undefined) continue;
    found.set(ability, widest(found.get(ability), reach));
  }
  return [...found].map(([ability, reach]) => ({ ability, reach }));
}

const widest = (one: Reach | undefined, other: Reach): Reach =>
  one !== undefined && narrowestFirst.indexOf(one) > narrowestFirst.indexOf(other) ? one : other;
