import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

// The verbs of the server that a page, the API, a socket, a live stream or a job calls, as their code says.

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The ways in, and what makes up a page. */
const waysIn = globSync(
  ['src/**/*.{ts,tsx,astro}', 'server/{api,http,jobs,live}/**/*.ts', 'server/chat/live/**/*.ts'],
  { cwd: root },
);
/** What no verb lives in: floors below the capabilities, ways in, and what an operator runs. */
const noCapability =
  /^server\/(access|api|commands|demo|http|jobs|kernel|listener|live|openingHours|process|roster|security|setup|slots|chat\/live)\b/;

/** Which exports of which files a file imports as values. */
function importsIn(file: string): { from: string; name: string }[] {
  return [...read(file).matchAll(/import \{([^}]*)\} from '([^']+)'/g)].flatMap(
    ([, names = '', path = '']) => {
      const from = path.startsWith('#server/')
        ? `server/${path.slice(8)}`
        : path.startsWith('.')
          ? normalize(join(dirname(file), path))
          : '';
      return names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => ({ from, name: name.split(' as ')[0] ?? name }));
    },
  );
}

export interface Verb {
  file: string;
  name: string;
  asksFirst: boolean;
  /** Says what was shown, in the audit log. */
  tells: boolean;
  /** Changes something itself, which writes down who did. */
  writes: boolean;
}

/** The functions that a file exports and that get at the database or the services. */
function verbsIn(file: string): Verb[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement): Verb[] => {
    if (!ts.isFunctionDeclaration(statement) || !statement.name || !statement.body) return [];
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    const [ctx] = statement.parameters;
    if (!/Ctx\b|\b(Services|Live)\b/.test(ctx?.type?.getText() ?? '')) return [];
    const [first] = statement.body.statements;
    const body = statement.body.getText();
    return [
      {
        file,
        name: statement.name.text,
        asksFirst: /\bmay\(/.test(first?.getText() ?? ''),
        tells: /\b(viewed|exported)\(ctx, /.test(body),
        writes: /\b(write|changeTraject)(<[^(]*>)?\(/.test(body),
      },
    ];
  });
}

/** Who calls which: `file name` to the files that do. */
export const called = new Map<string, Set<string>>();
for (const file of waysIn) {
  for (const { from, name } of importsIn(file)) {
    if (!from.startsWith('server/') || noCapability.test(from)) continue;
    const key = `${from} ${name}`;
    called.set(key, (called.get(key) ?? new Set()).add(file));
  }
}
export const verbs = [...new Set([...called.keys()].map((key) => key.split(' ')[0] ?? ''))]
  .flatMap(verbsIn)
  .filter(({ file, name }) => called.has(`${file} ${name}`));

/** Verbs that show something, or nothing, without a row in the audit log; each with the reason. */
export const untold: Record<string, string> = {
  findAppointment: 'the jongere, of what is their own',
  findChoices: 'the jongere, of what is their own',
  findHold: 'the jongere, of what is their own',
  findPlace: 'the jongere, of what is their own',
  findPlaceOf: 'the jongere, of what is their own',
  readTightSpots: 'numbers, about nobody',
  countUnreached: 'a number, about nobody',
  history: 'the jongere, of what is their own',
  openInvitation: 'the jongere, of what is their own',
  openGesprek: 'the jongere, of what is their own',
  newsOf: 'the jongere, of what is their own',
  readProposal: 'the jongere, of what is their own',
  followNow: 'changes something, through another function that writes',
  readKeptFilter: 'about oneself',
  countDue: 'a number, about nobody',
  readSealed: 'whether a page opens, about no jongere',
  acceptSealed: 'changes something, through others that write',
  refuseSealed: 'changes something, through others that write',
  readReceivers: 'names of organisations, about no jongere',
  readHandoverReceivers: 'names of colleagues and teams, about no jongere',
  readSharing: 'the jongere, of what is their own',
  findNotices: 'beside readAppointment, which tells',
  findReferralNotices: 'beside readReferral, which tells',
  findAccountNotices: 'beside readPerson, which tells',
  findInvitationNotices: 'beside readTraject, which tells',
  readInviting: 'beside readTraject, which tells',
  readJoinable: 'beside readTraject, which tells',
  readTrajectOf: 'of which traject an afspraak is, beside readAppointment, which tells',
  readOwnConversation: 'the jongere, of what is their own',
  readReferralOf: 'through another function, which tells',
  readOpenReferrals: 'through another function, which tells',
  readTeamReferral: 'through another function, which tells',
  previewMessage: 'an example, about nobody',
  readMailbox: 'made-up people of a demo',
  readMail: 'made-up people of a demo',
  readShortages: 'numbers, about nobody',
  readConsent: 'the sentence to agree to, about nobody',
  readFormConsent: 'the sentence to agree to, about nobody',
  readConsentByKey: 'the sentence to agree to, about nobody',
  answerCasemanager: 'changes something, through others that write',
  agreeToProposal: 'changes something, through others that write',
  refuseProposal: 'changes something, through others that write',
  takeReferral: 'changes something, through others that write',
  noteContact: 'changes something, through others that write',
  answerInvitation: 'changes something, through others that write',
  objectByInvitation: 'changes something, through others that write',
  withdrawObjection: 'changes something, through others that write',
  tellMore: 'changes something, through others that write',
  bookGesprek: 'changes something, through others that write',
  bookGesprekFor: 'changes something, through others that write',
  bookReferral: 'changes something, through others that write',
  bookWalkIn: 'changes something, through others that write',
  moveMany: 'changes something, through others that write',
  refer: 'changes something, through others that write',
  referByKey: 'changes something, through refer',
  decideRow: 'changes something, through others that write',
  giveList: 'changes something, through others that write',
  mendRow: 'changes something, through others that write',
  readInList: 'changes something, through others that write',
  readSenders: 'names of organisations, about no jongere',
  takeInList: 'changes something, through others that write',
  report: 'changes something, through reportOnce',
  reportByKey: 'changes something, through reportOnce',
  readByKey: 'through another function, which tells',
  referTogether: 'changes something, through others that write',
  readOwnHeld: 'the jongere, of what is their own',
  seenBy: 'the jongere, of what is their own',
  findMoveTimes: 'free times, about no jongere',
  findOfferTimes: 'free times, about no jongere',
  findLinkTopics: 'topics, about nobody',
  findInvitationTimes: 'free times, about no jongere',
  findSlots: 'free times, about no jongere',
  findReferralTimes: 'free times, about no jongere',
  findStaffTimes: 'free times, about no jongere',
  proposeFollowUp: 'free times, about no jongere',
  readChoices: 'free times, about no jongere',
  countLeftQuestions: 'a number, about nobody',
  readSources: 'the reader, of what is their own',
  readNow: 'changes something, through another function that writes',
  readChanges: 'what the gemeente decides, about nobody',
  readLooks: 'what the gemeente decides, about nobody',
  readOne: 'what the gemeente decides, about nobody',
  readOpening: 'what the gemeente decides, about nobody',
  readSignInFacts: 'how signing in is set up, about nobody',
  readUploaded: 'what the gemeente decides, about nobody',
  saveTheme: 'what the gemeente decides, about nobody',
  changeTerms: 'what the gemeente decides, about nobody',
  takeBackTerms: 'what the gemeente decides, about nobody',
  readTerms: 'what the gemeente decides, about nobody',
  whoIsFree: 'free times, about no jongere',
  freeColleagues: 'free times, about no jongere',
  previewTimetable: 'free times, about no jongere',
  readActs: 'about oneself',
  readColleagues: 'names to choose from, beside the log that tells',
  hasFactor: 'about oneself',
  readConfirmed: 'about oneself',
  readOwnFactors: 'about oneself',
  readPending: 'about oneself',
  readRecoverySheet: 'about oneself',
  readTrustedDevices: 'about oneself',
  readOwnSessions: 'about oneself',
  readOwnSettings: 'about oneself',
  readOwnCalendars: 'about oneself',
  readWriters: 'about oneself',
  // What goes is written down by `removeSource`.
  disconnect: 'about oneself',
  openFeed: 'once a day, when it is read in full',
  readOwnPush: 'about oneself',
  endWebhook: 'changes something, through others that write',
  resumeWebhook: 'changes something, through others that write',
  testWebhook: 'changes something, through others that write',
  moveStep: 'changes something, through another function that writes',
  removeStep: 'changes something, through another function that writes',
  saveStep: 'changes something, through another function that writes',
  redeliver: 'changes something, through others that write',
  isSomeWebhookDisabled: 'yes or no, about no jongere',
  readPasswordLink: 'about oneself',
  readPasswordLinks: 'links that who asks just made',
  readRightsDue: 'a day, about nobody',
  previewImport: 'by `readPeople`, which tells',
  whoseAgenda: 'about oneself',
  listReplies: 'figures and words, about nobody',
  readAll: 'what the gemeente decided, about no jongere',
  readChange: 'what the gemeente decided, about no jongere',
  readChatAvailability: 'figures and words, about nobody',
  readFigures: 'figures and words, about nobody',
  readMonths: 'figures and words, about nobody',
  readDay: 'through another verb, which tells',
  readScreen: 'what everybody in the waiting room sees',
  readWaits: 'figures and words, about nobody',
  readNext: 'through another verb, which tells',
  inboxOf: 'through another verb, which tells',
  book: 'changes something, through others that write',
  bookFollowUp: 'changes something, through others that write',
  bookFor: 'changes something, through others that write',
  bookInvitation: 'changes something, through others that write',
  bookOffered: 'changes something, through others that write',
  cancel: 'changes something, through others that write',
  cancelForJongere: 'changes something, through others that write',
  endAsStaff: 'changes something, through others that write',
  endBlocked: 'changes something, through others that write',
  handOver: 'changes something, through others that write',
  holdInvitationTime: 'changes something, through others that write',
  holdTime: 'changes something, through others that write',
  isBooked: 'changes something, through others that write',
  leaveQuestion: 'changes something, through others that write',
  markAnswered: 'changes something, through others that write',
  move: 'changes something, through others that write',
  moveForJongere: 'changes something, through others that write',
  openPasswordLink: 'changes something, through others that write',
  placeHold: 'changes something, through others that write',
  sendAsStaff: 'changes something, through others that write',
  setPresence: 'changes something, through others that write',
  writeToReferrer: 'changes something, through others that write',
  askRequest: 'changes something, through others that write',
  decideRequest: 'changes something, through others that write',
  settleOutside: 'changes something, through others that write',
  askNewPasskey: 'about oneself',
  askPasskey: 'about oneself',
  giveFactor: 'changes something, through others that write',
  setUpFirst: 'changes something, through others that write',
  signOut: 'changes something, through others that write',
  beginSso: 'about nobody yet',
  finishSso: 'changes something, through others that write',
  signOutThere: 'about oneself',
  signsInElsewhere: 'about oneself',
  startConversation: 'changes something, through others that write',
};
