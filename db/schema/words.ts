// The closed lists of words, once: tables check them, schemas of the server and forms in the browser take them from here.
// So this file imports nothing.

/** What a database is for: made-up people, or those of a gemeente. */
export const purposes = ['demo', 'gemeente'] as const;
/** How a jongere and a casemanager meet: at a location, by phone or video, at the home of the jongere, or walking from a location. */
export const modalities = ['op-locatie', 'telefoon', 'video', 'huisbezoek', 'wandelen'] as const;
/** The ways that hours and locations have unless somebody says otherwise; the others are offered by who ticks them. */
export const usualModalities = [
  'op-locatie',
  'telefoon',
  'video',
] as const satisfies readonly (typeof modalities)[number][];
/** What can be offered in a chat: not a home visit, since there nobody says where they live. */
export const chatModalities = [
  'op-locatie',
  'telefoon',
  'video',
  'wandelen',
] as const satisfies readonly (typeof modalities)[number][];
/** Who may book a topic: whoever comes, who was invited, who has the casemanager already, or nobody but staff. */
export const bookers = ['everybody', 'invited', 'own-casemanager', 'staff'] as const;
/** What a location has for who cannot do without. `wheelchair`: one gets in and about without stairs or a step. */
export const amenities = ['wheelchair', 'lift', 'quiet-room', 'hearing-loop'] as const;
/** What somebody of staff is; one person may be several. */
export const roles = [
  'jongerenwerker',
  'casemanager',
  'coordinator',
  'beheerder',
  'schoolmedewerker',
] as const;
export const organisationKinds = [
  'gemeente',
  'jongerenwerk',
  'welzijnsorganisatie',
  'wijkorganisatie',
  'school',
] as const;
/** What a logo can be. */
export const logoTypes = ['svg', 'png'] as const;
export const appointmentStatuses = ['held', 'expired', 'booked', 'cancelled'] as const;
export const outcomes = ['geweest', 'niet-verschenen', 'afgezegd', 'verzet'] as const;
/**
 * How an afspraak came about: by the jongere alone, by staff, out of a chat, with a jongerenwerker, or by walking in.
 */
export const channels = ['self', 'desk', 'chat', 'jongerenwerk', 'walk-in'] as const;
/** Parts of a day: until noon, until six, and after. */
export const dayParts = ['ochtend', 'middag', 'avond'] as const;
/** The ways to meet that somebody can wait for: not a home visit, which goes by the casemanager whom one has. */
export const waitingModalities = ['op-locatie', 'telefoon', 'video', 'wandelen'] as const;
/** Why somebody waits no more: see server/waitingList/rules.ts. */
export const waitingEnds = ['accepted', 'left', 'enough', 'until', 'appointment-gone'] as const;
/** What became of a time that was offered. `withdrawn`: it could not be had any more, which does not count for who waits. */
export const waitingOfferStates = ['open', 'accepted', 'declined', 'lapsed', 'withdrawn'] as const;
/** Where somebody who walked in stands: see server/walkIn/rules.ts. */
export const walkInStatuses = ['waiting', 'called', 'left', 'moved', 'booked'] as const;
/** What figures count, in the order in which they show it, and by what each is told apart: see server/figures. */
export const figureSubjects = [
  'appointments',
  'walk-ins',
  'referrals',
  'chats',
  'questions',
  'booking',
  'check',
  'traject-opened',
  'traject-approached',
  'traject-intakes',
  'traject-started',
  'traject-ended',
] as const;
export const figureBreakdowns = [
  'week',
  'location',
  'channel',
  'outcome',
  'organisation',
  'became',
  'waiting',
  'rating',
  'topic',
  'answer',
  'step',
  'verdict',
  'language',
  'course',
  'term',
  'destination',
  'talks',
  'length',
  'kind',
  'school',
  'gemeente',
] as const;
/** What is counted of visitors, who stay nobody. */
export const visitSubjects = ['booking', 'check'] as const;
export const ageGroups = ['tot-18', '18-22', '23-26'] as const;
/**
 * How much messages say, from most to least: all of it, only that there is an afspraak, or nothing at all. A jongere says it of theirs,
 * a gemeente of a topic.
 */
export const messageLevels = ['full', 'only-appointment', 'none'] as const;
export const reachWays = ['email', 'bellen', 'bericht'] as const;
export const languages = ['nl', 'en'] as const;
/** What a message that Doorstart sends says; it chooses the words. See server/notifications. */
export const appointmentNoticeKinds = [
  'confirmed',
  'moved',
  'handed-over',
  'link-renewed',
  'cancelled',
  'choose-again',
  'not-come',
  'reminder-day',
  'reminder-hours',
  'in-agenda',
  'off-agenda',
] as const;
/** What is told about something else than an afspraak. */
export const otherNoticeKinds = [
  'waiting-joined',
  'waiting-offer',
  'referral-link',
  'referral-reminder',
  'referral-news',
  'referral-question',
  'referral-waits',
  'gesprek-invitation',
  'gesprek-answered',
  'question-answered',
  'question-waits',
  'account-invitation',
  'password-link',
  'password-changed',
  'webhook-disabled',
  'handover-link',
  'handover-answered',
  'caseload-received',
  'plan-coming',
  'plan-late',
] as const;
export const noticeKinds = [...appointmentNoticeKinds, ...otherNoticeKinds] as const;
/** What a message is about. */
export const noticeSubjects = [
  'appointment',
  'waiting-list',
  'referral',
  'invitation',
  'conversation',
  'account',
  'webhook',
  'handover',
  'plan-step',
] as const;
/** By which way a message goes. */
export const noticeChannels = ['email', 'text'] as const;
/** `outside`: somebody of another gemeente, without an account here. */
export const noticeReceivers = ['jongere', 'staff', 'outside'] as const;
/** `dropped`: there was nothing to say any more when it was its turn. */
export const noticeStates = [
  'created',
  'sending',
  'delivered',
  'temporary-failure',
  'permanent-failure',
  'dropped',
] as const;
/** How a referral came: booked with the jongere, handed over as a link, by a form without an account, from a system, from a chat. */
export const referralSources = ['together', 'invitation', 'form', 'api', 'chat'] as const;
/** Whose address or telephone a referral carries. */
export const contactOwners = ['jongere', 'jongerenwerker'] as const;
/** Who comes along with the jongere. */
export const companions = ['jongerenwerker', 'somebody'] as const;
/** Why a referral is over without an afspraak: the team said so, or the jongere took it off. */
export const referralCloseReasons = ['helped', 'not-reached', 'elsewhere', 'double', 'detached'] as const;
/** Who of the two wrote about a referral. */
export const referralAuthors = ['casemanager', 'referrer'] as const;
/** How far a proposal in a chat to hand a jongere to an organisation came: see server/chat/proposal. */
export const proposalStates = ['proposed', 'agreed', 'refused', 'withdrawn', 'lapsed', 'ended'] as const;
/** Whether who took up a referral from a chat reached the jongere. */
export const contactResults = ['made', 'failed'] as const;
/** What a link to set a password is for: somebody new, or somebody who cannot get in any more. */
export const passwordLinkKinds = ['invitation', 'reset'] as const;
/** With what somebody proves beside their password that it is they. */
export const factorKinds = ['passkey', 'totp'] as const;
/** What a passkey signs for: to become one of somebody's factors, or to let them in. */
export const challengePurposes = ['register', 'sign-in'] as const;
/** In which ISO weeks a weekly rule holds: every week, or those with an even or an odd number. */
export const weekParities = ['alle', 'even', 'oneven'] as const;
export const absenceReasons = ['verlof', 'ziek', 'training', 'anders'] as const;
/** For whom a team works: see server/meldingen/routes.ts. */
export const teamTasks = ['doorstroompunt', 'leerplicht', 'preventie'] as const;
/** Kinds of melding, as schools and DUO name them: see server/meldingen/kinds.ts. */
export const meldingKinds = [
  'v3',
  'v4',
  'rmc',
  'lrv',
  'luxe',
  'overig',
  'uit',
  'abs',
  'overstap',
  'no-show',
  'kwetsbaar',
  'zelf',
] as const;
/** As in the exchange with DUO, where they are R, B, G, K and I. `noted`: taken note of, and no more. */
export const meldingStates = ['registered', 'handled', 'closed', 'noted', 'withdrawn'] as const;
/** Of these those in which the gemeente still does something about it. */
export const openMeldingStates = ['registered', 'handled'] as const;
/** Why a melding is closed, as in that exchange. */
export const meldingCloseReasons = [
  'back-at-school',
  'left-for-training',
  'left-for-work',
  'left-otherwise',
  'died',
  'ill',
  'rightly-away',
] as const;
/** What the gemeente says to it meanwhile, as in that exchange. */
export const meldingExplanations = ['seen', 'action-running', 'no-more-action'] as const;
/** How a melding came: typed by a school, from its system, from a list, by staff of the gemeente, by the jongere. */
export const meldingSources = ['school', 'api', 'list', 'staff', 'jongere'] as const;
/** What the jongere and their parents know of a melding. */
export const toldWords = ['both', 'jongere', 'parents', 'nobody'] as const;
/** Where a traject stands: see server/trajecten/states.ts. */
export const trajectStates = [
  'nieuw',
  'contact-zoeken',
  'uitgenodigd',
  'intake',
  'lopend',
  'gepauzeerd',
  'geplaatst',
  'nazorg',
  'niet-bereikt',
  'wil-niet',
  'afgesloten',
] as const;
/** What somebody does next for a jongere. */
export const nextActions = [
  'assign',
  'call',
  'message',
  'letter',
  'visit',
  'invite',
  'wait',
  'talk',
  'plan',
  'check',
  'look-again',
  'hand-over',
  'decide',
] as const;
/** What a jongere asks about what is kept of them: to stop working with it (AVG 21), to forget it (AVG 17), to correct it (AVG 16). */
export const requestKinds = ['objection', 'forget', 'correction'] as const;
/** How far signing up for an mbo is, as it is exchanged: five statuses. */
export const nextStatuses = [
  'aangemeld',
  'overeenkomst',
  'niet-ingeschreven',
  'ingetrokken',
  'ingeschreven',
] as const;
/** What of a jongere can be corrected, as their history names it. */
export const correctedFields = [
  'first-name',
  'infix',
  'last-name',
  'birth-date',
  'residence',
  'secret-address',
  'address',
  'phone',
  'email',
  'reach-by',
  'reach-note',
  'language',
  'interpreter',
  'parents',
  'school',
  'bsn',
] as const;
export const requestDecisions = ['upheld', 'refused'] as const;
/** Where a jongere went, as the effect report counts: see server/trajecten/close.ts. */
export const destinations = [
  ...(['training', 'work-and-learn', 'work', 'care', 'none', 'gone', 'other'] as const),
  'handed-over',
] as const;
/** How that was checked. */
export const destinationChecks = [
  'school',
  'register',
  'contract',
  'employer',
  'care-giver',
  'seen',
] as const;
/** How somebody tried to reach a jongere, with whom they spoke, and what came of it. */
export const contactWays = ['call', 'text', 'email', 'letter', 'visit', 'at-school'] as const;
export const contactParties = ['jongere', 'parents', 'school', 'other'] as const;
export const contactOutcomes = [
  'reached',
  'sent',
  'left-word',
  'no-answer',
  'not-home',
  'wrong-contact',
  'refused',
] as const;
/** Why one looks again how it goes: after a placing, or because somebody is in a vulnerable position. */
export const lookReasons = ['nazorg', 'kwetsbaar'] as const;
/** Whom one asks how it goes. */
export const lookAsks = ['school', 'work', 'care', 'jongere', 'parents'] as const;
/** What came of it. `lapsed`: the traject was opened again, so it was not looked at. */
export const lookOutcomes = ['placed', 'dropped-out', 'not-reached', 'not-needed', 'lapsed'] as const;
/** For whom a note is meant. */
export const audiences = ['team', 'leerplicht', 'woongemeente', 'school', 'jongere', 'parents'] as const;
export const noteKinds = ['note', 'verslag', 'terugkoppeling'] as const;
/** How what was written went out. */
export const sentWays = ['page', 'email', 'letter', 'sealed-page'] as const;
export const handoverStates = ['offered', 'accepted', 'refused', 'withdrawn', 'lapsed'] as const;
/** What goes along in an overdracht, each as the jongere agreed. */
export const handoverParts = [
  'contact',
  'school',
  'meldingen',
  'attempts',
  'verslagen',
  'agreements',
] as const;
/** How an overdracht is warm: they talk with three, or call each other. */
export const handoverTalks = ['together', 'call'] as const;
/** What a jongere answers to an invitation by one tap. */
export const invitationAnswers = ['has-school', 'works', 'call-me', 'not-now'] as const;
/** By which way an invitation goes: a message, or a letter that a casemanager prints. */
export const invitationWays = ['email', 'text', 'letter'] as const;
/** Why an invitation opens nothing any more before its days are over. */
export const invitationEnds = ['renewed', 'withdrawn', 'closed'] as const;
/** When a jongere wants to be asked again who said `not-now`: after one month, three, or six. */
export const askAgainAfter = ['1', '3', '6'] as const;
/** Lists that schools and DUO send. */
export const listKinds = [
  'vmbo-geslaagd',
  'verwacht-mbo',
  'no-show',
  'uitgeschreven',
  'ingeschreven',
] as const;
/** What a row of a list is beside what is known, or became. `unread`: nobody said yet what its columns are. */
export const listRowStates = [
  'unread',
  'new',
  'changed',
  'same',
  'maybe',
  'wrong',
  'written',
  'left-out',
] as const;
/** Why a jongere of a list needs nothing of us. */
export const rowExplanations = [
  'school-elsewhere',
  'works',
  'moved',
  'abroad',
  'died',
  'mistake',
  'not-ours',
  'other',
] as const;
/** Who does a step of a year plan: each school, of all or of a sector; whoever has a task in the gemeente; or a team. */
export const schoolDoers = ['schools', 'vo-schools', 'mbo-schools'] as const;
export const planDoers = [...schoolDoers, 'doorstroompunt', 'leerplicht', 'team'] as const;
/** What a school is in a year plan; `none` takes no part. */
export const schoolSectors = ['vo', 'mbo', 'both', 'none'] as const;
/** What happened to an afspraak, as the jongere and the team may read it. */
export const eventKinds = [
  'booked',
  'moved',
  'cancelled',
  'outcome',
  'wiped',
  'handed-over',
  'choose-again',
  'link-renewed',
  'needs-changed',
] as const;
/** What the history says of each kind of thing; the events above are what pages show of an afspraak. */
export const historyWords = {
  appointment: [
    ...eventKinds,
    'kept-outside-hours',
    'note-added',
    'note-removed',
    'undone',
    'arrived',
    'arrival-taken-back',
    'messages-changed',
  ],
  conversation: [
    'begun',
    'taken',
    'handed-over',
    'requeued',
    'closed',
    'reopened',
    'blocked',
    'offered',
    'booked',
    'note-added',
    'rated',
    'referral-proposed',
    'referral-agreed',
    'referral-refused',
    'referral-proposal-withdrawn',
    'referral-ended',
  ],
  casemanager: [
    'account-saved',
    'invited',
    'password-link-made',
    'password-set',
    'sso-linked',
    'sso-unlinked',
    'password-kept',
    'password-not-kept',
    'sessions-ended',
    'factor-added',
    'factor-renamed',
    'factor-removed',
    'factors-reset',
    'recovery-codes-made',
    'recovery-code-used',
    'device-trusted',
    'devices-ended',
    'password-asked',
    'account-ended',
    'account-restored',
    'own-settings-saved',
    'calendars-saved',
    'calendar-link-made',
    'calendar-link-ended',
    'hours-saved',
    'exception-saved',
    'exception-removed',
    'reply-saved',
    'reply-removed',
    'notices-saved',
    'push-device-added',
    'push-device-removed',
    'calendar-added',
    'calendar-saved',
    'calendar-removed',
  ],
  referral: [
    'referred',
    'invited',
    'invitation-shown',
    'reminded',
    'booked',
    'changed',
    'corrected',
    'withdrawn',
    'detached',
    'sharing-ended',
    'closed',
    'message-sent',
    'wiped',
    'taken',
    'contact-noted',
  ],
  'walk-in': ['walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked'],
  'waiting-list': [
    'joined',
    'changed',
    'offered',
    'accepted',
    'declined',
    'lapsed',
    'withdrawn',
    'ended',
    'link-renewed',
  ],
  jongere: [
    'added',
    'changed',
    'joined',
    'parted',
    'shown-to-jongere',
    'objected',
    'objection-withdrawn',
    'asked-to-forget',
    'asked-to-correct',
    'corrected',
    'bsn-added',
    'request-upheld',
    'request-refused',
    'bsn-removed',
    'wiped',
  ],
  melding: ['reported', 'added-to', 'state-changed', 'closed', 'withdrawn', 'moved', 'wiped'],
  traject: [
    'opened',
    'assigned',
    'taken-over',
    'state-changed',
    'next-action-set',
    'contact-tried',
    'invited',
    'invitation-withdrawn',
    'answered',
    'note-added',
    'note-revised',
    'note-sent',
    'note-withheld',
    'note-disclosed',
    'linked',
    'unlinked',
    'handover-offered',
    'handover-accepted',
    'handover-refused',
    'handover-withdrawn',
    'handover-lapsed',
    'handover-opened',
    'handover-renewed',
    'look-planned',
    'look-done',
    'closed',
    'reopened',
    'joined',
    'parted',
  ],
  list: ['read-in', 'row-mended', 'row-decided', 'row-explained', 'written', 'removed'],
  gemeente: [
    'settings-saved',
    'locations-saved',
    'topics-saved',
    'teams-saved',
    'organisations-saved',
    'closures-saved',
    'logo-added',
    'held-shown',
    'rights-signed',
    'organisation-key-made',
    'organisation-key-ended',
    'messages-sent-again',
    'message-tested',
    'screen-link-made',
    'screen-link-ended',
    'webhook-made',
    'webhook-ended',
    'webhook-secret-renewed',
    'webhook-disabled',
    'webhook-resumed',
    'webhook-tested',
    'webhook-redelivered',
    'year-plan-made',
    'year-plan-saved',
    'year-plan-removed',
    'plan-step-saved',
    'plan-step-moved',
    'plan-step-removed',
    'plan-step-done',
    'plan-step-not-done',
  ],
} as const;
/** What a beheerder changes, one at a time: one of a kind, or a part of the settings. */
export const configurationKinds = [
  'location',
  'topic',
  'closure',
  'team',
  'organisation',
  'settings',
] as const;
export const actorKinds = ['jongere', 'staff', 'system'] as const;
/** What the audit log tells: something was shown, changed or given out, somebody came in or left, or tried in vain. */
export const auditKinds = ['viewed', 'changed', 'exported', 'entered', 'tried'] as const;
export const auditResults = ['done', 'refused', 'not-found'] as const;
/** By which way somebody came to what they did. */
export const doors = ['page', 'api', 'socket', 'job', 'command'] as const;
/** A `question` was left when nobody was there; it is answered outside the chat, or in it by who is still there. */
export const conversationKinds = ['chat', 'question'] as const;
export const conversationStatuses = ['waiting', 'active', 'closed'] as const;
export const messageAuthors = ['jongere', 'casemanager', 'system'] as const;
export const messageKinds = [
  'text',
  'joined',
  'handed-over',
  'requeued',
  'asked',
  'closed',
  'reopened',
  'offer',
  'booked',
  'proposal',
  'proposal-answered',
] as const;
/** Why a conversation is over: somebody ended it, or time did. */
export const closeReasons = ['ended', 'left', 'silent', 'unanswered', 'answered', 'blocked'] as const;
/** Why a conversation goes back to the queue. */
export const requeueReasons = ['lost', 'unanswered'] as const;
export const presenceStatuses = ['present', 'pause', 'away'] as const;
export const answerWays = ['email', 'phone', 'chat'] as const;
/** Of what another system can hear. */
export const webhookKinds = [
  'appointment-booked',
  'appointment-moved',
  'appointment-cancelled',
  'appointment-outcome',
  'referral',
  'figures',
] as const;
/** What it hears: the last part of the type of an event. */
export const webhookEvents = [
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.outcome',
  'appointment.restored',
  'referral.booked',
  'referral.closed',
  'referral.withdrawn',
  'referral.taken',
  'referral.contact-noted',
  'figures.published',
  'test',
] as const;
/** What somebody wants to be told on their devices, each more than the one before: see server/push/rules.ts. */
export const pushLevels = ['none', 'soon', 'others', 'all'] as const;
export const pushKinds = [
  'chat-waits',
  'question-waits',
  'appointment-new',
  'appointment-moved',
  'appointment-cancelled',
] as const;
/** What became of it: taken by the push service, refused by it, or no news any more. */
export const pushOutcomes = ['sent', 'failed', 'lapsed'] as const;
