import type { ReasonLeftOut } from '#server/held/leftOut.ts';
import type { Held } from '#server/held/types.ts';
import { texts } from '../content/texts.ts';
import type { Row } from './appointmentRows.ts';
import { sayMoment } from './moment.ts';
import type { Line } from './section.ts';
import { sectionsOf } from './sections.ts';

const rule = '='.repeat(60);

/** All that is kept of somebody as a text to read or print anywhere, with what is left out and why. Pure. */
export function heldText(held: Held, reasons: readonly ReasonLeftOut[]): string {
  const t = texts();
  const sections = sectionsOf(held).map(({ title, rows, leftOut, parts }) =>
    [
      `${rule}\n${title}\n${rule}`,
      rowsText(rows),
      leftOut ?? '',
      ...parts.flatMap((part) => [
        `--- ${part.title} ---`,
        ...(part.rows ?? []).map(rowsText),
        ...(part.lines ?? []).map(lineText),
      ]),
    ]
      .filter((text) => text !== '')
      .join('\n\n'),
  );
  const left = [t('held.left.title'), ...reasons.map((reason) => `- ${t(`held.left.${reason}`)}`)].join('\n');
  return `${[...sections, `${rule}\n${left}`].join('\n\n')}\n`;
}

const rowsText = (rows: readonly Row[]): string =>
  rows.map(({ term, value }) => `${term}: ${indented(value)}`).join('\n');

const lineText = ({ at, by, text }: Line): string =>
  `${sayMoment('nl', at)}${by === null ? '' : `, ${by}`}\n  ${indented(text)}`;

/** What has more lines stays recognisable as one. */
const indented = (text: string): string => text.replaceAll('\n', '\n  ');
