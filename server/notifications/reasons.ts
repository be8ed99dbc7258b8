// Why a message did not come, in the few groups that differ in what somebody does about it. Pure.

/**
 * - `address`: nobody has this address;
 * - `full`: the mailbox is full or closed;
 * - `no-address`: we have none to send to;
 * - `number`: no text message arrives on this number, or none may go there;
 * - `unreachable`: the telephone was off or out of reach;
 * - `limits`: it fell in the quiet time, or the number had enough that day;
 * - `no-way`: the gemeente sends no messages of this kind;
 * - `away`: the mail server or the provider could not be reached for days;
 * - `refused`: the other side does not take it, whatever else.
 */
export const reasonGroups = [
  'address',
  'full',
  'no-address',
  'number',
  'unreachable',
  'limits',
  'no-way',
  'away',
  'refused',
] as const;
export type ReasonGroup = (typeof reasonGroups)[number];

/** Codes of a mail server (RFC 3463, RFC 5321) and words of ours; what is not here is refused. */
const groups: readonly [ReasonGroup, RegExp][] = [
  ['away', /^(away\.|4\.\d|4\d\d$|put-back$|stopped$|not-made$)/],
  ['full', /^([5]\.2\.[12]|552)$/],
  ['address', /^(5\.1\.(1|2|3|6|10)|5\.4\.4|55[01]|553)$/],
  ['no-address', /^no-address$/],
  ['number', /^(no-mobile-number|foreign-number|invalid-number|not-reachable)$/],
  ['unreachable', /^(not-reached|provider-failure)$/],
  ['limits', /^(quiet-time|too-many-today)$/],
  ['no-way', /^no-(mail-server|text-messages)$/],
];

export const groupOf = (reason: string | null): ReasonGroup =>
  groups.find(([, pattern]) => pattern.test(reason ?? ''))?.[0] ?? 'refused';

/**
 * Why a way is closed, in the few groups that differ in where somebody looks:
 * - `silent`: nobody answers, or not as they should;
 * - `unsafe`: no TLS, or a certificate that does not hold;
 * - `sign-in`: our name, password or key is not known;
 * - `refused`: it answers, and takes nothing from us.
 */
export type AwayGroup = 'silent' | 'unsafe' | 'sign-in' | 'refused';

const awayGroups: readonly [AwayGroup, RegExp][] = [
  ['sign-in', /^(eauth|enoauth|eoauth2|not-allowed|5\.7\.8|53[045])$/],
  ['unsafe', /cert|altname|ssl|tls|self.signed|verify|eproto/],
  ['refused', /^([45]\.\d|[45]\d\d$|template$)/],
];

/** Of what nodemailer, a mail server or a provider said; what is not known is silence. */
export const awayGroupOf = (reason: string): AwayGroup =>
  awayGroups.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'silent';
