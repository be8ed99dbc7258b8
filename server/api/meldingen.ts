import { type RouteConfig, z } from '@hono/zod-openapi';
import { meldingCloseReasons, meldingStates } from '#db/schema/words.ts';
import type { Language } from '#server/kernel/languages.ts';
import { say, type TextKey } from '#server/kernel/texts/texts.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { type NoSchool, readByKey, reportByKey } from '#server/meldingen/byKey.ts';
import { duoKinds, duoStates, type MeldingState, schoolKinds } from '#server/meldingen/kinds.ts';
import type { OwnMelding } from '#server/meldingen/readOwn.ts';
import type { Reported } from '#server/meldingen/report.ts';
import { ownNumberSchema, reportSchema } from '#server/meldingen/schema.ts';
import type { KeyUnknown } from '#server/referral/organisationKeys.ts';
import { type Answer, json } from './answer.ts';
import { answers, answersProblems, bodyProblems, takes } from './describe.ts';
import { bearerOf, security, unknownKey } from './organisationKey.ts';
import { problem } from './problems.ts';
import { answerRefusal } from './refusal.ts';
import type { Handler } from './register.ts';
import { instant } from './schemas.ts';

const tags = ['Meldingen'];
const id = z.uuid().openapi({ example: '0b9d5a4e-6f0f-4a57-9f0a-3c1de6f2a9f4' });
const ownNumber = z
  .string()
  .openapi({ description: 'The number that your own system gave it', example: 'VZ-2026-00123' });

const reportedAnswer = z.object({ melding: id, ownNumber }).openapi('Reported');
const bodySchema = reportSchema.extend({ ownNumber: ownNumberSchema });

export const postMeldingRoute: RouteConfig = {
  method: 'post',
  path: '/meldingen',
  operationId: 'report',
  tags,
  summary: 'Report a pupil of your school: absence, away for weeks, signed out, not begun',
  description:
    'With the key of a school. `ownNumber` makes it idempotent, for as long as the melding is kept: the same body again is the same ' +
    'melding, another body under the same number is 409.',
  security,
  request: {
    body: takes(bodySchema, {
      ownNumber: 'VZ-2026-00123',
      pupil: {
        firstName: 'Sam',
        lastName: 'Jansen',
        birthDate: '2008-03-24',
        pupilNumber: '40012',
        phone: '06 12345678',
      },
      melding: {
        kind: 'rmc',
        beganOn: '2026-10-19',
        hoursMissed: 64,
        reason: 'Komt niet meer sinds de herfstvakantie',
        schoolDid: 'Drie keer gebeld, een brief gestuurd',
        asks: 'Zoek contact',
        told: 'both',
        contactName: 'P. Smeets',
        contactEmail: 'p.smeets@example.nl',
      },
    }),
  },
  responses: {
    200: answers('It was reported under this number before', reportedAnswer),
    201: answers('It is reported', reportedAnswer),
    ...answersProblems(...bodyProblems, 'key-unknown', 'no-school', 'invalid', 'key-reused', 'no-team'),
  },
};

export const postMelding: Handler = async ({ ctx, req, body }) => {
  const key = bearerOf(req);
  if (key === '') return unknownKey(ctx.language);
  const input = await body(bodySchema);
  if (!input.ok) return input.answer;
  const { ownNumber: number, ...report } = input.value;
  const result = await reportByKey(ctx, key, report, number);
  if (!result.ok) return answerReportRefusal(ctx.language, result);
  return json(result.repeated ? 200 : 201, { melding: result.melding, ownNumber: number });
};

function answerReportRefusal(
  language: Language,
  refusal: Exclude<Reported, { ok: true }> | KeyUnknown | NoSchool,
): Answer {
  switch (refusal.error) {
    case 'key-unknown':
      return unknownKey(language);
    case 'no-school':
    case 'no-team':
      return problem(language, refusal.error);
    default:
      return answerRefusal(language, refusal);
  }
}

const meldingAnswer = z
  .object({
    melding: id,
    ownNumber: ownNumber.nullable(),
    kind: z.enum(schoolKinds).openapi({ example: 'rmc' }),
    duoKind: z.string().nullable().openapi({ description: 'As in the exchange with DUO', example: 'RMC' }),
    state: z.enum(meldingStates).openapi({ example: 'handled' }),
    duoState: z
      .enum(['R', 'B', 'G', 'K', 'I'])
      .openapi({ description: 'As in the exchange with DUO', example: 'B' }),
    stateText: z
      .string()
      .openapi({ description: 'In the language asked for', example: 'Iemand is ermee bezig.' }),
    closeReason: z.enum(meldingCloseReasons).nullable().openapi({ example: null }),
    reportedAt: instant,
    owner: z
      .string()
      .nullable()
      .openapi({ description: 'First name of who has it, once it is assigned', example: 'Noor' }),
    team: z.string().nullable().openapi({ example: 'Team Noord' }),
    feedback: z
      .array(z.object({ at: instant, text: z.string().openapi({ example: 'Sam begint maandag weer.' }) }))
      .openapi({ description: 'What the gemeente told your school' }),
  })
  .openapi('Melding');

export const getMeldingRoute: RouteConfig = {
  method: 'get',
  path: '/meldingen/{melding}',
  operationId: 'readMelding',
  tags,
  summary: 'Where a melding of your school stands, who has it, and what was told back',
  security,
  request: {
    params: z.object({
      melding: z.string().openapi({
        param: { name: 'melding', in: 'path' },
        description: 'Your own number of it, or ours',
      }),
    }),
  },
  responses: {
    200: answers('As it stands now', meldingAnswer),
    ...answersProblems('key-unknown', 'no-school', 'not-found'),
  },
};

export const getMelding: Handler = async ({ ctx, req, param }) => {
  const key = bearerOf(req);
  if (key === '') return unknownKey(ctx.language);
  const result = await readByKey(ctx, key, param('melding'));
  if (result.ok) return json(200, showMelding(ctx.language, result.melding));
  if (result.error === 'key-unknown') return unknownKey(ctx.language);
  return result.error === 'no-school'
    ? problem(ctx.language, 'no-school')
    : answerRefusal(ctx.language, result);
};

const stateTexts: Readonly<Record<MeldingState, TextKey>> = {
  registered: 'melding-registered',
  handled: 'melding-handled',
  closed: 'melding-closed',
  noted: 'melding-noted',
  withdrawn: 'melding-withdrawn',
};

const showMelding = (language: Language, melding: OwnMelding) => ({
  melding: melding.id,
  // A page sends a key of its own in its place.
  ownNumber: ownNumberSchema.safeParse(melding.ownNumber).data ?? null,
  kind: melding.kind,
  duoKind: duoKinds[melding.kind] ?? null,
  state: melding.state,
  duoState: duoStates[melding.state],
  stateText: say(language, stateTexts[melding.state]),
  closeReason: melding.closeReason,
  reportedAt: isoInAmsterdam(melding.reportedAt),
  owner: melding.owner,
  team: melding.team,
  feedback: melding.feedback.map(({ at, text }) => ({ at: isoInAmsterdam(at), text })),
});
