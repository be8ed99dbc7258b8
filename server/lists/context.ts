import type { Asker } from '#server/kernel/context.ts';
import type * as trajecten from '#server/trajecten/context.ts';
import type { ListJobs } from './work/jobs.ts';

export interface Services extends trajecten.Services {
  /** Where files are read and rows judged, away from what everybody waits for. */
  listJobs: ListJobs;
}

export interface Ctx extends Services, Asker {}
