import type { actorKinds, auditKinds, auditResults, doors } from '#db/schema/words.ts';

/** By which way somebody came to what they do. */
export type Door = (typeof doors)[number];

/** A row of the audit log as it is written: ids and words of the system, never what a person typed. */
export interface AuditRow {
  /** ISO 8601. */
  at: string;
  kind: (typeof auditKinds)[number];
  /** An action of the table of rights, or a word of the history. */
  action: string;
  objectKind: string;
  objectId: string | null;
  result: (typeof auditResults)[number];
  reason: string | null;
  actor: (typeof actorKinds)[number];
  staffId: string | null;
  session: string | null;
  network: string | null;
  door: Door;
  times: number;
  /** Of who came with W3C trace context: their trace and span, `TRACE-SPAN` in hex. */
  trace: string | null;
}

/** Takes what was viewed or tried, and writes it a moment later. Nobody waits for it. */
export interface AuditLog {
  add(row: AuditRow): void;
  /** Writes all that waits, as far as the database takes it. */
  flush(): Promise<void>;
}
