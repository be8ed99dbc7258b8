import type { Settings } from '#server/settings/schema.ts';
import type { Letter } from './mail/letter.ts';
import type { Due } from './readDue.ts';
import type { Message } from './toOutgoing.ts';

/** A letter to somebody of staff, who is told by mail alone. */
export const staffMessage = ({ staffEmail, version }: Due, settings: Settings, letter: Letter): Message => ({
  email: staffEmail,
  phone: null,
  language: 'nl',
  settings,
  discreet: false,
  letter: () => letter,
  text: () => {
    throw new Error('expected a mail: staff get no text messages');
  },
  version,
  thread: null,
});
