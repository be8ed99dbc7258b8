import type { RawMail } from './mail/mailer.ts';

/** Something that is marked as under way and ready to go out. */
export type Outgoing = {
  id: string;
  /** How often it was tried, this time included. */
  attempts: number;
  /** Epoch ms. */
  createdAt: number;
} & ({ channel: 'email'; mail: () => Promise<RawMail> } | { channel: 'text'; text: TextMessage });

export interface TextMessage {
  /** E.164. */
  to: string;
  body: string;
  /** Ours, by which a receipt is known. */
  reference: string;
  /** Somebody else may read along: the name of who sends it says nothing either. */
  discreet: boolean;
  /** It was tried before, and may have been taken. */
  isRepeat: boolean;
}
