import * as appointment from './appointment.ts';
import { postAppointment, postAppointmentRoute } from './book.ts';
import * as chat from './chat.ts';
import { deleteHold, deleteHoldRoute, postHold, postHoldRoute } from './holds.ts';
import { listLocations, locationsRoute } from './locations.ts';
import * as melding from './meldingen.ts';
import * as referral from './referrals.ts';
import type { Endpoint } from './register.ts';
import { getSlots, slotsRoute } from './slots.ts';
import { postStartkwalificatie, postStartkwalificatieRoute } from './startkwalificatie.ts';
import { listTopics, topicsRoute } from './topics.ts';

/** All calls of version 1, in the order in which they are described. */
export const endpoints: readonly Endpoint[] = [
  [locationsRoute, listLocations],
  [topicsRoute, listTopics],
  [slotsRoute, getSlots],
  [postStartkwalificatieRoute, postStartkwalificatie],
  [postHoldRoute, postHold],
  [deleteHoldRoute, deleteHold],
  [postAppointmentRoute, postAppointment],
  [appointment.getAppointmentRoute, appointment.getAppointment],
  [appointment.patchAppointmentRoute, appointment.patchAppointment],
  [appointment.deleteAppointmentRoute, appointment.deleteAppointment],
  [appointment.getCalendarRoute, appointment.getCalendar],
  [referral.getConsentRoute, referral.getConsent],
  [referral.postReferralRoute, referral.postReferral],
  [melding.postMeldingRoute, melding.postMelding],
  [melding.getMeldingRoute, melding.getMelding],
  [chat.getAvailabilityRoute, chat.getAvailability],
  [chat.postConversationRoute, chat.postConversation],
  [chat.postQuestionRoute, chat.postQuestion],
  [chat.postEndRoute, chat.postEnd],
];
