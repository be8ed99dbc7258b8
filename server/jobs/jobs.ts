import { forgetAttempts } from '#server/accounts/attempts.ts';
import { forgetFactors } from '#server/accounts/factors/forgetFactors.ts';
import { forgetPasswordLinks } from '#server/accounts/forgetPasswordLinks.ts';
import { recheckSso } from '#server/accounts/sso/recheck.ts';
import { forgetSsoRequests } from '#server/accounts/sso/requests.ts';
import { keepAudit } from '#server/audit/keepAudit.ts';
import type { Spans } from '#server/audit/spans/sendSpans.ts';
import { forgetExceptions } from '#server/availability/forgetExceptions.ts';
import { foldMissing } from '#server/booking/foldMissing.ts';
import { expireHolds, forgetOld } from '#server/booking/sweep.ts';
import { forgetBusyTimes } from '#server/calendar/busy/forgetBusyTimes.ts';
import { readDueCalendars } from '#server/calendar/busy/readDue.ts';
import { writeDueCalendars } from '#server/calendar/written/writeDue.ts';
import { closeSilentChats } from '#server/chat/closeSilent.ts';
import { forgetChats } from '#server/chat/forgetChats.ts';
import { requeueLostChats } from '#server/chat/requeueLost.ts';
import { requeueUnansweredChats } from '#server/chat/requeueUnanswered.ts';
import { publishMonths } from '#server/figures/publishMonths.ts';
import { sampleFirstFree } from '#server/figures/sampleFirstFree.ts';
import { forgetForms } from '#server/forms/forgetForms.ts';
import { followGesprekken } from '#server/gesprekken/follow.ts';
import type { Services } from '#server/http/context.ts';
import { forgetLists } from '#server/lists/forgetLists.ts';
import { forgetLogos } from '#server/looks/forgetLogos.ts';
import { forgetNotices } from '#server/notifications/forgetNotices.ts';
import { remind } from '#server/notifications/remind.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { tellOfQuestions } from '#server/notifications/tellOfQuestions.ts';
import { tellOfReferrals } from '#server/notifications/tellOfReferrals.ts';
import { tellOfYearPlans } from '#server/notifications/tellOfYearPlans.ts';
import { noteSilence } from '#server/notifications/text/noteReceipt.ts';
import { forgetPush } from '#server/push/forgetPush.ts';
import { sendPush } from '#server/push/sendPush.ts';
import { forgetReferrals } from '#server/referral/forgetReferrals.ts';
import { forgetJongeren } from '#server/trajecten/forgetJongeren.ts';
import { forgetWaiting } from '#server/waitingList/forgetWaiting.ts';
import { offerFreedTimes } from '#server/waitingList/offerFreedTimes.ts';
import { forgetWalkIns } from '#server/walkIn/forgetWalkIns.ts';
import { forgetWebhooks } from '#server/webhooks/forgetWebhooks.ts';
import { sendWebhooks } from '#server/webhooks/sendWebhooks.ts';

/** Work that comes back by itself and that one process does for all. */
export interface Job<Needs = Services> {
  /** Letters, digits and dashes: its queue has the same name. */
  name: string;
  everySeconds: number;
  /** More than it ever takes. Past this it counts as lost, like the process that ran it, and others go on. */
  lostAfterSeconds: number;
  run(needs: Needs): Promise<void>;
}

/** Sends the audit log to the logboek of a gemeente that has one. */
export const sendAuditJob = (spans: Spans): Job => ({
  name: 'send-audit',
  everySeconds: 2,
  lostAfterSeconds: 60,
  run: () => spans.send(),
});

/** All that Doorstart does without being asked, whatever its settings. */
export const regularJobs: readonly Job[] = [
  { name: 'expire-holds', everySeconds: 2, lostAfterSeconds: 30, run: expireHolds },
  { name: 'send-messages', everySeconds: 2, lostAfterSeconds: 90, run: sendDue },
  { name: 'note-silence', everySeconds: 3600, lostAfterSeconds: 900, run: noteSilence },
  { name: 'remind', everySeconds: 60, lostAfterSeconds: 60, run: remind },
  { name: 'tell-of-questions', everySeconds: 60, lostAfterSeconds: 60, run: tellOfQuestions },
  { name: 'tell-of-referrals', everySeconds: 60, lostAfterSeconds: 60, run: tellOfReferrals },
  { name: 'tell-of-year-plans', everySeconds: 3600, lostAfterSeconds: 900, run: tellOfYearPlans },
  { name: 'offer-freed-times', everySeconds: 5, lostAfterSeconds: 60, run: offerFreedTimes },
  { name: 'follow-gesprekken', everySeconds: 2, lostAfterSeconds: 60, run: followGesprekken },
  { name: 'close-silent-chats', everySeconds: 10, lostAfterSeconds: 60, run: closeSilentChats },
  { name: 'requeue-lost-chats', everySeconds: 10, lostAfterSeconds: 60, run: requeueLostChats },
  { name: 'requeue-unanswered-chats', everySeconds: 10, lostAfterSeconds: 60, run: requeueUnansweredChats },
  { name: 'send-push', everySeconds: 5, lostAfterSeconds: 60, run: sendPush },
  { name: 'send-webhooks', everySeconds: 5, lostAfterSeconds: 60, run: sendWebhooks },
  { name: 'forget-webhooks', everySeconds: 3600, lostAfterSeconds: 900, run: forgetWebhooks },
  { name: 'forget-push', everySeconds: 3600, lostAfterSeconds: 900, run: forgetPush },
  { name: 'forget-old', everySeconds: 3600, lostAfterSeconds: 900, run: forgetOld },
  { name: 'forget-password-links', everySeconds: 3600, lostAfterSeconds: 900, run: forgetPasswordLinks },
  { name: 'recheck-sso', everySeconds: 60, lostAfterSeconds: 300, run: recheckSso },
  { name: 'forget-sso-requests', everySeconds: 3600, lostAfterSeconds: 900, run: forgetSsoRequests },
  { name: 'forget-factors', everySeconds: 3600, lostAfterSeconds: 900, run: forgetFactors },
  { name: 'forget-sign-ins', everySeconds: 3600, lostAfterSeconds: 900, run: forgetAttempts },
  {
    name: 'forget-sessions',
    everySeconds: 3600,
    lostAfterSeconds: 900,
    run: ({ sessions }) => sessions.forgetEnded(),
  },
  { name: 'forget-absences', everySeconds: 3600, lostAfterSeconds: 900, run: forgetExceptions },
  { name: 'forget-logos', everySeconds: 3600, lostAfterSeconds: 900, run: forgetLogos },
  { name: 'forget-forms', everySeconds: 3600, lostAfterSeconds: 900, run: forgetForms },
  { name: 'forget-chats', everySeconds: 3600, lostAfterSeconds: 900, run: forgetChats },
  { name: 'sample-first-free', everySeconds: 3600, lostAfterSeconds: 900, run: sampleFirstFree },
  { name: 'forget-referrals', everySeconds: 3600, lostAfterSeconds: 900, run: forgetReferrals },
  { name: 'forget-jongeren', everySeconds: 3600, lostAfterSeconds: 900, run: forgetJongeren },
  { name: 'forget-lists', everySeconds: 3600, lostAfterSeconds: 900, run: forgetLists },
  { name: 'forget-messages', everySeconds: 3600, lostAfterSeconds: 900, run: forgetNotices },
  { name: 'forget-walk-ins', everySeconds: 3600, lostAfterSeconds: 900, run: forgetWalkIns },
  { name: 'forget-waiting', everySeconds: 3600, lostAfterSeconds: 900, run: forgetWaiting },
  { name: 'publish-figures', everySeconds: 3600, lostAfterSeconds: 900, run: publishMonths },
  { name: 'keep-audit', everySeconds: 3600, lostAfterSeconds: 900, run: keepAudit },
  { name: 'read-calendars', everySeconds: 30, lostAfterSeconds: 300, run: readDueCalendars },
  { name: 'write-calendars', everySeconds: 10, lostAfterSeconds: 300, run: writeDueCalendars },
  { name: 'forget-busy-times', everySeconds: 3600, lostAfterSeconds: 900, run: forgetBusyTimes },
  { name: 'fold-names', everySeconds: 3600, lostAfterSeconds: 900, run: foldMissing },
];
