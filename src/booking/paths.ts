import { gesprekPath } from '#server/gesprekken/path.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import { invitationPath, proposalPath } from '#server/referral/paths.ts';
import type { Modality } from '#server/slots/schema.ts';

/** How and where: what the "how" page asks. */
export interface MannerWords {
  modality: Modality;
  /** Id of the location; only for op-locatie and wandelen. */
  location?: string | undefined;
}

/** Whose times come first, or by which invitation somebody comes: carried along by every address of the journey. */
export interface OwnWords {
  /** The token of an invitation; the afspraak is made with it. Then there is no own casemanager. */
  invitation?: string | undefined;
  /** The word of the own casemanager, as in server/booking/ownCasemanager.ts. */
  casemanager?: string | undefined;
  /** `yes` for who would rather see times with everybody. */
  everyone?: 'yes' | undefined;
  /** The token with which their casemanager invited them to a gesprek: the afspraak becomes a part of their traject. */
  gesprek?: string | undefined;
}

const query = (values: Record<string, string | undefined>) => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) params.set(name, value);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
};

/** The addresses of the booking journey and of the private link, in one language. Nothing personal is ever in one. */
export function pathsIn(language: Language) {
  const at = (path: string) => inLanguage(language, path);
  return {
    /** With a manner, that one is chosen already where the journey asks for it; a location alone says that it is there. */
    topic: (topic?: string, manner?: MannerWords, own?: OwnWords) => {
      const isSaid = manner?.modality === 'op-locatie' && manner.location !== undefined;
      const modality = isSaid ? undefined : manner?.modality;
      return at(`/afspraak${query({ topic, modality, location: manner?.location, ...own })}`);
    },
    how: (topic: string, manner?: MannerWords, own?: OwnWords) =>
      at(`/afspraak/hoe${query({ topic, modality: manner?.modality, location: manner?.location, ...own })}`),
    when: (topic: string, { modality, location }: MannerWords, week?: string, own?: OwnWords) =>
      at(`/afspraak/wanneer${query({ topic, modality, location, ...own, week })}`),
    details: (hold: string, own?: OwnWords) => at(`/afspraak/${hold}/gegevens${query({ ...own })}`),
    check: (hold: string, own?: OwnWords) => at(`/afspraak/${hold}/controle${query({ ...own })}`),
    olderThan26: at('/afspraak/27-plus'),
    stopped: at('/afspraak/gestopt'),
    /** `stood`: it was made before, with other details than those that were sent now. */
    done: (token: string, { stood }: { stood?: boolean } = {}) =>
      at(`/mijn-afspraak/${token}/gemaakt${query({ stood: stood ? 'yes' : undefined })}`),
    /** `news` is what was just done, for the message on top. */
    appointment: (token: string, news?: 'moved' | 'cancelled' | 'needs-changed' | 'messages-changed') =>
      at(`/mijn-afspraak/${token}${query({ done: news })}`),
    /** `version` is that of the afspraak on the page: a post to this address is about that one. */
    move: (
      token: string,
      manner?: MannerWords,
      week?: string,
      own?: Pick<OwnWords, 'everyone'> & { version?: string },
    ) =>
      at(
        `/mijn-afspraak/${token}/verzetten${query({ modality: manner?.modality, location: manner?.location, ...own, week })}`,
      ),
    /** Where somebody says that they are there. */
    here: (token: string) => at(`/mijn-afspraak/${token}/hier`),
    cancel: (token: string) => at(`/mijn-afspraak/${token}/afzeggen`),
    needs: (token: string) => at(`/mijn-afspraak/${token}/nodig`),
    messages: (token: string) => at(`/mijn-afspraak/${token}/berichten`),
    wipe: (token: string) => at(`/mijn-afspraak/${token}/wissen`),
    wiped: at('/mijn-afspraak/gewist'),
    /** All that is kept of it, to read and as a file. */
    held: (token: string) => at(`/mijn-afspraak/${token}/bewaard`),
    heldFile: (token: string) => at(`/mijn-afspraak/${token}/bestand`),
    /** What was said of somebody who was referred, by the token of the invitation. */
    invitation: (token: string, news?: 'corrected') =>
      `${invitationPath(token, language)}${query({ done: news })}`,
    correctInvitation: (token: string) => `${invitationPath(token, language)}/verbeteren`,
    detach: (token: string) => `${invitationPath(token, language)}/losmaken`,
    /** What is shared with who referred, by the private link. */
    shared: (token: string, news?: 'corrected') =>
      at(`/mijn-afspraak/${token}/delen${query({ done: news })}`),
    correctShared: (token: string) => at(`/mijn-afspraak/${token}/verbeteren`),
    /** What a casemanager asks of somebody whom they invite; `done` is what was just done. */
    gesprek: (token: string, done?: 'answered' | 'told' | 'objected' | 'withdrawn') =>
      `${gesprekPath(token, language)}${query({ done })}`,
    /** What a casemanager proposed in the chat, to decide about, and to stop afterwards. */
    proposal: (token: string) => proposalPath(token, language),
    stopProposal: (token: string) => `${proposalPath(token, language)}/stoppen`,
    calendar: (token: string) => `/api/v1/appointments/${token}/calendar.ics`,
  };
}
