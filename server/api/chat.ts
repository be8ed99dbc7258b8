import { type RouteConfig, z } from '@hono/zod-openapi';
import type { Begun } from '#server/chat/begin.ts';
import { endByToken } from '#server/chat/endConversation.ts';
import { leaveQuestion } from '#server/chat/leaveQuestion.ts';
import { readChatAvailability } from '#server/chat/readChatAvailability.ts';
import { questionSchema, startSchema } from '#server/chat/schema.ts';
import { startConversation } from '#server/chat/startConversation.ts';
import { json, noContent } from './answer.ts';
import { answerChatRefusal } from './chatRefusal.ts';
import { availabilityAnswer, begunAnswer, showAvailability } from './chatShown.ts';
import { answers, answersNothing, answersProblems, bodyProblems, takes } from './describe.ts';
import type { Handler } from './register.ts';

const tags = ['Chat'];
const startKey = 'k3J9sVb1KfUy6LzRhDpC3gAoq4mTn0eW';

export const getAvailabilityRoute: RouteConfig = {
  method: 'get',
  path: '/chat',
  operationId: 'readChatDoor',
  tags,
  summary: 'Whether the chat is open, who is there and how long it takes',
  responses: {
    200: answers('Whether the chat is open, at most some seconds old', availabilityAnswer),
    ...answersProblems(),
  },
};

export const getAvailability: Handler = async ({ ctx }) =>
  json(200, showAvailability(await readChatAvailability(ctx)));

export const postConversationRoute: RouteConfig = {
  method: 'post',
  path: '/chat/conversations',
  operationId: 'startConversation',
  tags,
  summary: 'Start a chat: who does waits for a casemanager',
  description:
    'Nothing about who you are is needed. startKey is made by the client, 32 to 64 letters, digits, dashes or ' +
    'underscores that nobody can guess: while the chat is not over, the same key gives the same chat. The chat itself ' +
    'goes over socket.io at /live/chat, namespace /jongere, with the token.',
  request: { body: takes(startSchema, { startKey, language: 'nl', topic: 'school', name: 'Sam' }) },
  responses: {
    200: answers('It was started with this startKey before', begunAnswer),
    201: answers('It is started', begunAnswer),
    ...answersProblems(...bodyProblems, 'chat-blocked', 'chat-closed', 'invalid', 'too-many'),
  },
};

/** What a question is about is for everybody to say. */
const toAsk = { as: 'staff' } as const;

export const postConversation: Handler = async ({ ctx, body, visitorKey }) => {
  const input = await body(startSchema, toAsk);
  if (!input.ok) return input.answer;
  const result = await startConversation(ctx, input.value, { visitorKey: await visitorKey() });
  return result.ok ? answerBegun(result) : answerChatRefusal(ctx, result);
};

export const postQuestionRoute: RouteConfig = {
  method: 'post',
  path: '/chat/questions',
  operationId: 'leaveQuestion',
  tags,
  summary: 'Leave a question to be answered later, whether the chat is open or not',
  description:
    'It needs an e-mail address or a phone number. startKey as for a chat; who is still there can go on in chat.',
  request: {
    body: takes(questionSchema, {
      startKey,
      language: 'nl',
      topic: 'school',
      name: 'Sam',
      question: 'Kan ik in februari nog beginnen?',
      contact: { email: 'sam@example.com' },
      reachBy: 'email',
    }),
  },
  responses: {
    200: answers('It was left with this startKey before', begunAnswer),
    201: answers('It is left', begunAnswer),
    ...answersProblems(...bodyProblems, 'chat-blocked', 'invalid', 'too-many'),
  },
};

export const postQuestion: Handler = async ({ ctx, body, visitorKey }) => {
  const input = await body(questionSchema, toAsk);
  if (!input.ok) return input.answer;
  const result = await leaveQuestion(ctx, input.value, { visitorKey: await visitorKey() });
  return result.ok ? answerBegun(result) : answerChatRefusal(ctx, result);
};

const answerBegun = ({ repeated, conversation, token }: Begun) =>
  json(repeated ? 200 : 201, { conversation, token });

const endSchema = z.object({ token: z.string({ error: 'value-invalid' }) });

export const postEndRoute: RouteConfig = {
  method: 'post',
  path: '/chat/end',
  operationId: 'endConversation',
  tags,
  summary: 'End a chat, for who leaves in a hurry',
  description: 'For navigator.sendBeacon. It says nothing about whether the token opens a chat.',
  request: { body: takes(endSchema, { token: 'q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo' }) },
  responses: {
    204: answersNothing('It is over, or there was no such chat'),
    ...answersProblems(...bodyProblems, 'invalid'),
  },
};

export const postEnd: Handler = async ({ ctx, body }) => {
  const input = await body(endSchema);
  if (!input.ok) return input.answer;
  await endByToken(ctx, input.value.token);
  return noContent();
};
