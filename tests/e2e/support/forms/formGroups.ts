import { answers } from './answers.ts';
import { beheerForms } from './beheer.ts';
import { careForms } from './care.ts';
import { door } from './door.ts';
import { outsideForms } from './outside.ts';
import { peopleForms } from './people.ts';
import { portal } from './portal.ts';
import { privateLink } from './privateLink.ts';
import { schoolForms } from './school.ts';
import { settingsForms } from './settings.ts';
import { steps } from './steps.ts';
import { streetForms } from './street.ts';
import { teamForms } from './team.ts';
import { todayForms } from './today.ts';
import { trajectForms } from './traject.ts';

/** Forms that the test below does not send, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'team/Board.astro': 'holds nothing that was typed, and is answered as that of team/PersonPanel.astro is',
  'street/Messages.astro':
    'stands beside a message of a casemanager only, and is answered as street/ReferralActs.astro#2 is',
  'street/OfflineForm.astro': 'is there without a line only, and a script answers it: offline.spec.ts',
  'search/GoForm.astro':
    'holds nothing that was typed: it sends the forms of other pages, which have their turn',
  'chat/StartForm.astro': 'is there with scripts only, which answer it: chat-journeys.spec.ts',
  'pages/afspraak/[hold]/controle.astro':
    'stands beside a refusal only, and leads on as that of HoldBar does',
  'appointment/CareActs.astro#2': 'stands beside a refusal only, and leads on as that of a follow-up does',
  'account/AddFactor.astro': 'asks a browser for a passkey, on a host with a name: factors.spec.ts',
  'pages/medewerker/inloggen/bevestigen.astro':
    'asks a browser for a passkey, on a host with a name: factors.spec.ts',
  'pages/medewerker/account/herstelcodes.astro': 'stands beside codes that were just made: factors.spec.ts',
  'beheer/terms/TermsForm.astro': 'is kept as integration/trajectTerms.test.ts holds',
  'pages/medewerker/beheer/termijnen/index.astro': 'holds nothing that was typed: it takes a change back',
  'beheer/looks/LogoSection.astro': 'stands beside a logo that was uploaded only: settings.spec.ts',
  'pages/medewerker/beheer/mensen/inlezen/index.astro':
    'stands beside a list that was looked at only, and is kept as #2 is: people.spec.ts',
  'appointment/Referral.astro': 'stands with who was referred only, and is answered as that of a note is',
  'pages/medewerker/beheer/sleutels/index.astro': 'holds nothing that was typed: it ends a key',
  'pages/medewerker/beheer/sleutels/index.astro#2':
    'is answered with the key that it made, which nothing may keep: integration/organisationKeys.test.ts',
  'pages/mijn-afspraak/[token]/delen.astro': 'holds nothing that was typed: it ends the sharing',
  'proposal/Decide.astro': 'holds nothing that was typed: it says no',
  'proposal/Decide.astro#2':
    'stands behind a link of a chat only, and is answered as referral/CorrectPage.astro is',
  'pages/voorstel/[token]/stoppen.astro': 'holds nothing that was typed: it ends what was agreed to',
  'street/TakeUp.astro': 'holds nothing that was typed: somebody takes it up',
  'street/TakeUp.astro#2': 'holds nothing that was typed: whether there was contact',
  'pages/medewerker/balie.astro': 'a name that the field itself keeps to its length',
  'worklist/AssignBar.astro':
    'holds nothing that was typed, and is kept as integration/worklist.test.ts holds',
  'worklist/Caseload.astro':
    'holds nothing that was typed, and is kept as integration/worklist.test.ts holds',
  'worklist/Filters.astro': 'holds nothing that was typed: it keeps what one looks at',
  'worklist/NextForm.astro': 'stands below a row only, and is kept as integration/worklist.test.ts holds',
  'walkIn/WalkInForm.astro': 'a room that the field itself keeps to its length, or nothing that was typed',
  'pages/medewerker/beheer/schermen/index.astro': 'holds nothing that was typed',
  'pages/medewerker/beheer/verzending/index.astro': 'holds nothing that was typed',
  'pages/medewerker/beheer/verzending/index.astro#2': 'holds nothing that was typed',
  'calendars/BusySource.astro': 'holds nothing that was typed: it reads a calendar now',
  'booking/ImHere.astro': 'holds nothing that was typed: it says that somebody is there',
  'calendars/GraphSection.astro': 'holds nothing that was typed: it connects the calendar of an account',
  'calendars/FeedSection.astro': 'holds nothing that was typed: it makes, renews and ends a link',
  'calendars/WishesSection.astro': 'holds nothing that was typed: what another calendar gets',
  'pages/medewerker/beheer/voorbeelden/index.astro': 'holds nothing that was typed: it sends an example',
  'beheer/webhooks/DeliveryRow.astro': 'holds nothing that was typed: it sends something once more',
  'pages/medewerker/beheer/koppelingen/[id].astro': 'holds nothing that was typed: it goes on with a webhook',
  'pages/medewerker/beheer/koppelingen/[id].astro#2': 'holds nothing that was typed: it ends a webhook',
  'pages/medewerker/beheer/koppelingen/[id].astro#3': 'holds nothing that was typed: a test, another secret',
  'pages/medewerker/beheer/koppelingen/index.astro':
    'is answered with the secret that it made, which nothing may keep: integration/webhookSteps.test.ts',
  'notices/Notices.astro': 'holds nothing that was typed: how much one is told',
  'notices/Notices.astro#2': 'holds nothing that was typed: it turns a device off',
  'waitingList/Offered.astro': 'holds nothing that was typed: it says yes or no',
  'waitingList/Waits.astro': 'holds nothing that was typed: somebody leaves the list',
  'pages/wachtlijst/[token]/wijzigen.astro':
    'has no owner that a form is kept with, and is answered as pages/afspraak/wachtlijst.astro is',
  'pages/medewerker/trajecten/nieuw.astro': 'is kept as integration/beginTraject holds',
  'traject/Assign.astro': 'holds nothing that was typed: it assigns',
  'traject/CloseForm.astro': 'is answered as traject/NoteForms.astro#2 is',
  'traject/Contact.astro': 'is answered as traject/NoteForms.astro#2 is',
  'traject/Elsewhere.astro': 'is answered as traject/NoteForms.astro#2 is',
  'traject/HandoverForms.astro': 'holds nothing that was typed: it takes an offer back',
  'traject/HandoverForms.astro#2': 'is answered as traject/NoteForms.astro#2 is',
  'sealed/Front.astro':
    'has no owner that a form is kept with: it holds a code alone, and integration/sealed answers it',
  'sealed/Opened.astro':
    'has no owner that a form is kept with, and is answered with what was typed: integration/sealed',
  'traject/Head.astro': 'holds nothing that was typed: it parts two who were joined',
  'pages/medewerker/trajecten/[id]/zelfde.astro': 'holds nothing that was typed: it joins two',
  'traject/Looks.astro': 'is answered as traject/NoteForms.astro#2 is',
  'traject/Looks.astro#2': 'is answered as traject/NoteForms.astro#2 is',
  'traject/Next.astro': 'is answered as traject/NoteForms.astro#2 is',
  'traject/Gesprekken.astro': 'holds nothing that was typed: it joins and takes off',
  'traject/Invite.astro': 'holds nothing that was typed: it invites',
  'traject/Invite.astro#2': 'holds nothing that was typed: it ends an invitation',
  'gesprek/About.astro': 'holds nothing that was typed: it objects',
  'gesprek/About.astro#2': 'holds nothing that was typed: it takes that back',
  'gesprek/Answer.astro':
    'has no owner that a form is kept with, and is answered as pages/afspraak/wachtlijst.astro is',
  'gesprek/Answer.astro#2': 'holds nothing that was typed: an answer of one tap',
  'held/Candidates.astro': 'holds nothing that was typed: it says who it is',
  'traject/NoteEntry.astro': 'holds nothing that was typed: it notes that something went out',
  'traject/Requests.astro': 'is answered as traject/NoteForms.astro#2 is',
  'traject/Requests.astro#2': 'is answered as traject/NoteForms.astro#2 is',
  'traject/NoteEntry.astro#2': 'holds nothing that was typed: it keeps a note out of what is handed over',
  'traject/NoteForms.astro': 'is answered as #2 is',
  'traject/NoteForms.astro#3': 'is answered as #2 is',
  'traject/Offered.astro': 'holds nothing that was typed: it accepts',
  'traject/Offered.astro#2': 'is answered as traject/NoteForms.astro#2 is',
  'traject/Own.astro': 'holds nothing that was typed: it opens again',
  'traject/StateForm.astro': 'is answered as traject/NoteForms.astro#2 is',
  'lists/ExplainBar.astro': 'is kept as integration/listSteps.test.ts holds',
  'lists/RowForm.astro': 'holds nothing that was typed: it says who it is',
  'lists/RowForm.astro#2': 'takes what was typed as it is: whether it is right, the row says then',
  'lists/Rows.astro': 'holds nothing that was typed: it takes a row back',
  'pages/medewerker/lijsten/[id]/geplaatst.astro': 'holds nothing that was typed: it confirms',
  'pages/medewerker/lijsten/[id]/index.astro': 'holds nothing that was typed: it takes a list in',
  'pages/medewerker/lijsten/[id]/index.astro#2': 'holds nothing that was typed: it removes a list',
  'pages/medewerker/lijsten/[id]/kolommen.astro': 'is kept as integration/listSteps.test.ts holds',
  'pages/medewerker/lijsten/inlezen/index.astro': 'is kept as integration/listSteps.test.ts holds',
  'pages/school/lijst/index.astro': 'is kept as that of medewerker/lijsten/inlezen is',
  'yearPlan/Line.astro': 'holds nothing that was typed: it marks and moves steps',
  'yearPlan/OwnStepRow.astro': 'holds nothing that was typed: it says that a step is done',
  'yearPlan/BeginForm.astro': 'is kept as integration/yearPlan.test.ts holds',
  'yearPlan/PlanForms.astro': 'holds nothing that was typed: what each school is',
  'yearPlan/PlanForms.astro#2': 'is kept as integration/yearPlan.test.ts holds',
  'yearPlan/PlanForms.astro#3': 'is kept as integration/yearPlan.test.ts holds',
  'yearPlan/PlanForms.astro#4': 'holds nothing that was typed: it removes a plan',
  'yearPlan/StepForm.astro': 'is kept as integration/yearPlan.test.ts holds',
  'appointment/Arrival.astro': 'holds nothing that was typed: it says that somebody is there',
  'referral/SoonerTimes.astro': 'stands for who cannot wait only, and is answered as that of SlotPicker is',
  'pages/school/[id].astro': 'stands on what was reported only: school.spec.ts',
  'pages/school/[id].astro#2':
    'holds a reason that the field takes as it is: integration/schoolSteps.test.ts',
  'pages/medewerker/afspraken/[id]/vervolg.astro': 'stands beside a refusal only, and is answered as #2 is',
};

/** The forms, in groups that come to each other's pages; those of the portal need somebody who is signed in. */
export const formGroups = {
  'answers without an owner': answers,
  'the steps of booking': steps,
  'the private link': privateLink,
  'the portal': portal,
  'one afspraak in the portal': careForms,
  'Vandaag in the portal': [...todayForms, ...trajectForms],
  'what falls outside the hours': outsideForms,
  'who works here': [...peopleForms.slice(0, 1), ...settingsForms, ...peopleForms.slice(1)],
  'what a beheerder configures': beheerForms,
  'keeping a team running': teamForms,
  'bringing a jongere': streetForms,
  'reporting a pupil': schoolForms,
  'signing in and out': door,
} as const;
