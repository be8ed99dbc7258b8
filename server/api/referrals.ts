import { randomUUID } from 'node:crypto';
import { type RouteConfig, z } from '@hono/zod-openapi';
import { languageList } from '#server/kernel/languages.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import type { Said } from '#server/referral/consent.ts';
import type { KeyUnknown } from '#server/referral/organisationKeys.ts';
import { invitationPath } from '#server/referral/paths.ts';
import type { ReferResult } from '#server/referral/refer.ts';
import { readConsentByKey, referByKey } from '#server/referral/referWithoutAccount.ts';
import { referSchema } from '#server/referral/schema.ts';
import { type Answer, json } from './answer.ts';
import { answers, answersProblems, bodyProblems, takes } from './describe.ts';
import { idempotencyHeader, readIdempotencyKey } from './idempotencyKey.ts';
import { bearerOf, security, unknownKey } from './organisationKey.ts';
import { problem } from './problems.ts';
import { answerRefusal } from './refusal.ts';
import type { Handler } from './register.ts';
import { instant } from './schemas.ts';

const tags = ['Referral'];

const consentAnswer = z
  .object({
    text: z.string().openapi({
      description: 'What the jongere agrees to, word for word',
      example: 'Ik vind het goed dat De Brug dit doorgeeft aan de gemeente Voorbeeldstad.',
    }),
    version: z
      .string()
      .openapi({ description: 'Send it along as consentVersion', example: '0b9d5a4e6f0f4a57' }),
    language: z.enum(languageList).openapi({ example: 'nl' }),
  })
  .openapi('Consent');

export const getConsentRoute: RouteConfig = {
  method: 'get',
  path: '/referrals/consent',
  operationId: 'readConsent',
  tags,
  summary: 'The sentence that a jongere agrees to, in the language asked for',
  security,
  responses: {
    200: answers('The sentence as it stands now', consentAnswer),
    ...answersProblems('key-unknown'),
  },
};

export const getConsent: Handler = async ({ ctx, req }) => {
  const result = await readConsentByKey(ctx, bearerOf(req), ctx.language);
  if (result.ok) return json(200, showConsent(result.consent));
  return result.error === 'key-unknown' ? unknownKey(ctx.language) : answerRefusal(ctx.language, result);
};

const referralAnswer = z
  .object({
    referral: z.uuid().openapi({ example: '0b9d5a4e-6f0f-4a57-9f0a-3c1de6f2a9f4' }),
    invitationUrl: z.url().openapi({
      description: 'With this the jongere chooses a time alone: give it to nobody else',
      example: 'https://doorstart.example.nl/uitnodiging/q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo',
    }),
    expiresAt: instant.openapi({ example: '2026-12-04T10:00:00+01:00' }),
  })
  .openapi('Referral');

export const postReferralRoute: RouteConfig = {
  method: 'post',
  path: '/referrals',
  operationId: 'refer',
  tags,
  summary: 'Refer a jongere, who then chooses a time with a link of their own',
  description:
    'The jongere agrees to the sentence of GET /referrals/consent first; its version and language come along. The key ' +
    'belongs to one organisation and opens nothing else. An Idempotency-Key counts for as long ' +
    'as the referral is kept, not for 24 hours alone.',
  security,
  request: {
    headers: idempotencyHeader,
    body: takes(referSchema, {
      firstName: 'Sam',
      ageGroup: '18-22',
      residence: 'here',
      contact: { email: 'sam@example.com' },
      contactOf: 'jongere',
      topic: 'school',
      told: 'Komt liever in de ochtend',
      stepFree: false,
      consent: true,
      consentVersion: '0b9d5a4e6f0f4a57',
      consentLanguage: 'nl',
    }),
  },
  responses: {
    200: answers('It was made with this Idempotency-Key before', referralAnswer),
    201: answers('It is made', referralAnswer),
    ...answersProblems(
      ...bodyProblems,
      'key-unknown',
      'invalid',
      'key-reused',
      'consent-changed',
      'elsewhere',
      'nothing-offered',
      'too-many',
    ),
  },
};

export const postReferral: Handler = async ({ ctx, req, body }) => {
  const key = bearerOf(req);
  if (key === '') return unknownKey(ctx.language);
  const read = readIdempotencyKey(req.headers['idempotency-key']);
  const input = await body(referSchema, { others: () => read.errors, as: 'invited' });
  if (!input.ok) return input.answer;
  const result = await referByKey(ctx, key, input.value, read.key ?? randomUUID());
  if (!result.ok) return answerReferRefusal(ctx.language, result);
  const { referral, invitation, repeated } = result;
  const path = invitationPath(invitation.token, input.value.language ?? ctx.language);
  return json(repeated ? 200 : 201, {
    referral,
    invitationUrl: ctx.publicUrl + path,
    expiresAt: isoInAmsterdam(invitation.expiresAt),
  });
};

type Refused = Exclude<ReferResult, { ok: true }> | KeyUnknown;

function answerReferRefusal(language: Said['language'], refusal: Refused): Answer {
  switch (refusal.error) {
    case 'key-unknown':
      return unknownKey(language);
    case 'consent-changed':
      return problem(language, 'consent-changed', { more: { consent: showConsent(refusal.consent) } });
    case 'elsewhere':
      return problem(language, 'elsewhere', {
        detail: refusal.why === 'age' ? 'elsewhere-age' : 'elsewhere-residence',
      });
    case 'nothing-offered':
      return problem(language, 'nothing-offered');
    default:
      return answerRefusal(language, refusal);
  }
}

const showConsent = ({ text, version, language }: Said) => ({ text, version, language });
