import type { Modality } from '#server/slots/schema.ts';
import type { PageErrors, SaidError } from '#ui/errors.ts';
import type { IslandTexts, Sayer } from '#ui/sayer.ts';
import type hours from '../content/nl/hours.json';
import type { Draft } from './draft.ts';

/** The key of a text of this page. */
export type HoursText = keyof typeof hours;

/** What jongeren would see, in words. */
export type PreviewView =
  | {
      ok: true;
      /** How many times, and how many now. */
      summary: string;
      days: { title: string; note: string; runs: { times: string; where: string }[] }[];
    }
  /** The draft cannot be shown yet: what is wrong, and in which field. */
  | { ok: false; summary: string; faults: readonly SaidError[] };

/** What the page tells the editor. All of it plain, so that it can travel to the browser. */
export interface HoursProps {
  draft: Draft;
  /** Which week this is. */
  title: string;
  /** The fields by day are to be seen at once. */
  unfolded: boolean;
  /** The hidden field by which the form is known as ours. */
  formKey: { name: string; value: string };
  /** Where the form is sent, and where the preview is asked for. */
  action: string;
  previewAction: string;
  /** The date in Amsterdam. */
  today: string;
  locations: { id: string; name: string; modalities: Modality[] }[];
  /** The ways in which this casemanager can meet anybody. */
  modalities: Modality[];
  topics: { id: string; label: string }[];
  weeks: { monday: string; label: string }[];
  errors: PageErrors['of'];
  preview: PreviewView;
  /** When two odd weeks follow each other soon, in words; else empty. */
  doubleOdd: string;
  texts: IslandTexts;
}

export type Say = Sayer<HoursText>;
