/** A whole message as it goes out (RFC 5322), and between which addresses. */
export interface RawMail {
  /** Where a server says that it could not be delivered. */
  from: string;
  to: string;
  raw: Buffer;
}

/**
 * How sending went. `temporary` is about this message; `away` about the way itself, so that others need not try for a while;
 * `stopped` that it was broken off. `reason` is a word of ours or a status code (RFC 3463), never the text of a server.
 */
export type Sent =
  | { ok: true; providerId: string | null }
  | {
      ok: false;
      error: 'temporary' | 'permanent' | 'away' | 'stopped';
      reason: string;
      /** For so long (ms) nothing is to be tried by this way, when it said so. */
      waitMs?: number;
      /** Who refused, for whoever mends it. */
      refusal?: Refusal;
    };

/** A mail server that did not take a mail. It is told to who tries mail out, and kept nowhere. */
export interface Refusal {
  host: string;
  /** Where it ended: before there was a connection, at its TLS, signing in, or who, to whom and what was told. */
  at: 'connection' | 'tls' | 'sign-in' | 'sender' | 'receiver' | 'message';
  /** What it said, on one line; null when it said nothing. */
  answer: string | null;
}

/** By which mail goes out. */
export interface Mailer {
  /** Breaks off when the signal says so. */
  send(mail: RawMail, givingUp: AbortSignal): Promise<Sent>;
  /** Waits for nothing: what is under way is broken off. */
  close(): void;
}
