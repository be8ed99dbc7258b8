import type { FieldGroup, FieldName, PlainField } from './fieldKinds.ts';

type Unit = Extract<PlainField, { kind: 'number' }>['unit'];

const most = (name: string, text: FieldName, unit: Unit): PlainField => ({
  kind: 'number',
  path: `limits/${name}`,
  text,
  unit,
  min: 1,
  max: 1_000_000,
});

/** How many and how often, of one network or of one process. */
export const limitGroups: readonly FieldGroup[] = [
  {
    text: 'limits-jongeren',
    fields: [
      most('openHoldsPerAddress', 'limit-open-holds', 'at-once'),
      most('holdsPerAddressPerHour', 'limit-holds', 'per-hour'),
      most('appointmentsPerAddressPerHour', 'limit-appointments', 'per-hour'),
      most('waitingListPerAddressPerHour', 'limit-waiting', 'per-hour'),
      most('chatStartsPerAddressPerHour', 'limit-chats', 'per-hour'),
      most('questionsPerAddressPerHour', 'limit-questions', 'per-hour'),
      most('referralsPerAddressPerHour', 'limit-referrals', 'per-hour'),
    ],
  },
  {
    text: 'limits-sign-in',
    fields: [
      most('signInsPerAccount', 'limit-account', 'times'),
      most('signInsPerAddress', 'limit-sign-ins', 'per-quarter'),
    ],
  },
  {
    text: 'limits-server',
    fields: [
      most('requestsPerAddressPerMinute', 'limit-requests', 'per-minute'),
      most('streamsPerAddress', 'limit-streams', 'at-once'),
      most('streamsPerProcess', 'limit-streams-process', 'at-once'),
      most('chatConnectionsPerAddress', 'limit-connections', 'at-once'),
      most('chatConnectionsPerProcess', 'limit-connections-process', 'at-once'),
    ],
  },
];
