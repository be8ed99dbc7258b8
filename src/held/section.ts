import type { Row } from './appointmentRows.ts';

/** Something that was said or happened. */
export interface Line {
  at: Date;
  by: string | null;
  text: string;
}

export interface SectionPart {
  title: string;
  rows?: readonly (readonly Row[])[];
  lines?: readonly Line[];
}

/** One thing that is kept. */
export interface Section {
  title: string;
  rows: readonly Row[];
  /** What of it is left out, in words. */
  leftOut?: string | null;
  parts: readonly SectionPart[];
}
