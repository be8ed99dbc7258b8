import { type RouteConfig, z } from '@hono/zod-openapi';
import { exported } from '#server/access/viewed.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { move } from '#server/booking/move.ts';
import { cancelReasonSchema, moveSchema } from '#server/booking/schema.ts';
import { calendarFile } from '#server/calendar/calendarFile.ts';
import { commonHeaders, json, noContent } from './answer.ts';
import { hasBody } from './body.ts';
import {
  answers,
  answersFile,
  answersNothing,
  answersProblems,
  bodyProblems,
  takes,
  tokenParam,
} from './describe.ts';
import { answerRefusal } from './refusal.ts';
import type { Handler } from './register.ts';
import { appointmentAnswer } from './schemas.ts';
import { showAppointment } from './shown.ts';

const path = '/appointments/{token}';
const tags = ['Private link'];
const params = tokenParam('token', 'As POST /appointments gave it');
const cancelSchema = z.object({ reason: cancelReasonSchema.optional() });

export const getAppointmentRoute: RouteConfig = {
  method: 'get',
  path,
  operationId: 'findAppointment',
  tags,
  summary: 'An afspraak by its private token',
  request: { params },
  responses: { 200: answers('The afspraak', appointmentAnswer), ...answersProblems('not-found') },
};

export const getAppointment: Handler = async ({ ctx, param }) => {
  const found = await findAppointment(ctx, param('token'));
  if (!found.ok) return answerRefusal(ctx.language, found);
  return json(200, showAppointment(ctx.publicUrl, found.appointment));
};

export const patchAppointmentRoute: RouteConfig = {
  method: 'patch',
  path,
  operationId: 'moveAppointment',
  tags,
  summary: 'Move an afspraak to another free time',
  description: 'When the new time is taken the old one stands.',
  request: { params, body: takes(moveSchema, { start: '2026-11-24T10:00:00+01:00' }) },
  responses: {
    200: answers('The afspraak as it is now', appointmentAnswer),
    ...answersProblems(...bodyProblems, 'not-found', 'same-time', 'taken', 'too-late', 'invalid'),
  },
};

export const patchAppointment: Handler = async ({ ctx, param, body }) => {
  const input = await body(moveSchema);
  if (!input.ok) return input.answer;
  const result = await move(ctx, param('token'), input.value);
  if (!result.ok) return answerRefusal(ctx.language, result);
  return json(200, showAppointment(ctx.publicUrl, result.appointment));
};

export const deleteAppointmentRoute: RouteConfig = {
  method: 'delete',
  path,
  operationId: 'cancelAppointment',
  tags,
  summary: 'Cancel an afspraak',
  request: { params, body: takes(cancelSchema, { reason: 'Ik ben ziek' }, { required: false }) },
  responses: {
    204: answersNothing('It is cancelled, or was already'),
    ...answersProblems(...bodyProblems, 'not-found', 'too-late', 'invalid'),
  },
};

export const deleteAppointment: Handler = async ({ ctx, req, param, body }) => {
  const input = hasBody(req) ? await body(cancelSchema) : { ok: true as const, value: {} };
  if (!input.ok) return input.answer;
  const result = await cancel(ctx, param('token'), input.value);
  return result.ok ? noContent() : answerRefusal(ctx.language, result);
};

export const getCalendarRoute: RouteConfig = {
  method: 'get',
  path: `${path}/calendar.ics`,
  operationId: 'downloadCalendar',
  tags,
  summary: 'An afspraak as a calendar file',
  request: { params },
  responses: {
    200: answersFile('iCalendar, RFC 5545', 'text/calendar'),
    ...answersProblems('not-found'),
  },
};

export const getCalendar: Handler = async ({ ctx, param }) => {
  const found = await findAppointment(ctx, param('token'));
  if (!found.ok) return answerRefusal(ctx.language, found);
  const { settings } = await ctx.roster.current();
  const { municipality, email } = settings;
  const { publicUrl } = ctx;
  exported(ctx, 'appointment.own.read', { kind: 'appointment', id: found.appointment.id });
  return {
    status: 200,
    headers: {
      ...commonHeaders,
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': 'attachment; filename="afspraak.ics"',
    },
    body: calendarFile(found.appointment, { municipality, email, publicUrl }),
  };
};
