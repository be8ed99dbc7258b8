import {
  answerWays,
  languages,
  modalities,
  presenceStatuses,
  proposalStates,
  reachWays,
  requeueReasons,
} from '#db/schema/words.ts';
import type {
  ChatNote,
  ConversationDetails,
  ConversationSummary,
  Inbox,
  NextUp,
  OfferTimes,
  ProposalShown,
} from '#server/chat/types.ts';
import { referralStatuses } from '#server/referral/rules.ts';
import {
  hasShape,
  isCount,
  isFlag,
  isNumber,
  isText,
  listOf,
  oneOf,
  optional,
  orNull,
} from '../chat/client/check.ts';
import {
  isCloseReason,
  isKind,
  isReceipts,
  isStatus,
  type NumberedPage,
  numberedPage,
} from '../chat/client/received.ts';

// What the server tells staff beside the messages themselves, checked as it comes in.

const isPresence = oneOf(...presenceStatuses);

export const isNote = hasShape<ChatNote>({ id: isText, at: isNumber, name: isText, text: isText });

const summary = {
  id: isText,
  kind: isKind,
  status: isStatus,
  language: oneOf(...languages),
  firstName: orNull(isText),
  topic: orNull(isText),
  casemanager: orNull(hasShape<{ id: string; firstName: string }>({ id: isText, firstName: isText })),
  lastSeq: isCount,
  lastJongereSeq: isCount,
  staffSeen: isCount,
  unread: isCount,
  receipts: isReceipts,
  danger: isFlag,
  here: isFlag,
  startedAt: isNumber,
  waitingSince: isNumber,
  returned: isFlag,
  requeued: optional(
    orNull(
      hasShape<NonNullable<ConversationSummary['requeued']>>({
        id: isText,
        firstName: isText,
        why: oneOf(...requeueReasons),
      }),
    ),
  ),
  unansweredSince: optional(orNull(isNumber)),
  lastAt: isNumber,
  closedAt: orNull(isNumber),
  closeReason: orNull(isCloseReason),
  preview: isText,
  rating: orNull(isNumber),
  ratingLine: orNull(isText),
  answeredBy: orNull(oneOf(...answerWays)),
};
export const isSummary = hasShape<ConversationSummary>(summary);

const isProposalShown = hasShape<ProposalShown>({
  proposal: isCount,
  organisation: isText,
  state: oneOf(...proposalStates),
  became: orNull(oneOf(...referralStatuses)),
});

const isDetails = hasShape<ConversationDetails>({
  ...summary,
  email: orNull(isText),
  phone: orNull(isText),
  reachBy: orNull(oneOf(...reachWays)),
  notes: listOf(isNote),
  proposals: optional(listOf(isProposalShown)),
  blocked: isFlag,
});

/** A conversation that was opened, with a page of what was said in it. */
export interface OpenedPage extends NumberedPage {
  conversation: ConversationDetails;
}
export const isOpenedPage = hasShape<OpenedPage>({ ...numberedPage, conversation: isDetails });

/** Free times to offer. */
export const isOfferTimes = hasShape<OfferTimes>({
  days: listOf(
    hasShape<OfferTimes['days'][number]>({
      date: isText,
      times: listOf(
        hasShape<OfferTimes['days'][number]['times'][number]>({ start: isNumber, isOwn: isFlag }),
      ),
    }),
  ),
  more: orNull(isText),
});

/** Who comes next in the own agenda, if anybody. */
export const isNextUp = orNull(
  hasShape<NextUp>({
    id: isText,
    start: isNumber,
    end: isNumber,
    name: orNull(isText),
    modality: oneOf(...modalities),
  }),
);

export const isInbox = hasShape<Inbox>({
  presence: isPresence,
  waiting: listOf(isSummary),
  mine: listOf(isSummary),
  team: listOf(isSummary),
  questions: listOf(isSummary),
  closed: listOf(isSummary),
  colleagues: listOf(
    hasShape<Inbox['colleagues'][number]>({ id: isText, firstName: isText, presence: isPresence }),
  ),
});
