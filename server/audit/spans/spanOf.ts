import { createHmac } from 'node:crypto';
import type { SpanRow } from './readUnsent.ts';

// A row of the audit log as a span of "Logboek Dataverwerkingen" 1.0 (Logius), in the JSON of OTLP: ids in hex, moments in
// nanoseconds as text (opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"). Nothing but what the standard asks goes in:
// who did it stays in the audit log.

export interface Attribute {
  key: string;
  value: { stringValue: string };
}

export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status: { code?: number };
}

/** SPAN_KIND_INTERNAL, and SPAN_KIND_SERVER for what another system asked. */
const spanKinds = { internal: 1, server: 2 };
/** STATUS_CODE_OK. What was refused or not found is no error of ours, and has none (`Unset`). */
const statusOk = 1;

/** Of whom a thing is, where it is somebody's. */
const subjects: Readonly<Record<string, string>> = {
  appointment: 'doorstart:appointment',
  conversation: 'doorstart:conversation',
  referral: 'doorstart:referral',
  person: 'doorstart:staff',
  account: 'doorstart:staff',
  agenda: 'doorstart:staff',
  hours: 'doorstart:staff',
  exceptions: 'doorstart:staff',
  // Whom somebody looked up in the log: it may be any of these.
  audit: 'doorstart:record',
};

const deeds: Readonly<Record<SpanRow['kind'], string>> = {
  viewed: 'Bekeken',
  changed: 'Gewijzigd',
  exported: 'Uitgegeven',
  entered: 'In- of uitgelogd',
  tried: 'Vergeefs geprobeerd',
};

export interface SpanWords {
  /** Under it the register describes what is done: `REGISTER/KIND/ACTION`. Without a slash at the end. */
  register: string;
  /** The same for a row whoever sends it, and for nobody without the secret. */
  keyed(purpose: 'span' | 'trace' | 'subject', id: string): string;
}

/** What stands for ids outside: HMAC-SHA-256 under the server's secret, in hex. */
export const keyedBy =
  (secret: string): SpanWords['keyed'] =>
  (purpose, id) =>
    createHmac('sha256', secret).update(`ldv-${purpose}\n${id}`).digest('hex');

/** The span of a row: the same one each time, so that who gets it twice can tell. */
export function spanOf(row: SpanRow, { register, keyed }: SpanWords): Span {
  const [foreignTrace, foreignSpan] = row.trace?.split('-') ?? [];
  const id = row.id.toString();
  const moment = `${row.at}000000`;
  const subject = row.objectId === null ? undefined : subjects[row.objectKind];
  const text = (key: string, value: string): Attribute => ({ key, value: { stringValue: value } });
  const attributes = [text('dpl.core.processing_activity_id', `${register}/${row.objectKind}/${row.action}`)];
  if (subject !== undefined && row.objectId !== null) {
    attributes.push(text('dpl.core.data_subject_id', keyed('subject', row.objectId)));
    attributes.push(text('dpl.core.data_subject_id_type', subject));
  }
  // The API asks nobody who they are: the register says under this address who may call it.
  if (foreignSpan !== undefined)
    attributes.push(text('dpl.core.foreign_operation.processor', `${register}/caller`));
  return {
    traceId: foreignTrace ?? keyed('trace', id).slice(0, 32),
    spanId: keyed('span', id).slice(0, 16),
    ...(foreignSpan !== undefined && { parentSpanId: foreignSpan }),
    name: `${deeds[row.kind]}: ${row.objectKind} (${row.action})`,
    kind: foreignSpan === undefined ? spanKinds.internal : spanKinds.server,
    startTimeUnixNano: moment,
    endTimeUnixNano: moment,
    attributes,
    status: row.result === 'done' ? { code: statusOk } : {},
  };
}
