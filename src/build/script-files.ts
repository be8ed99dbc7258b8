/** Modules whose path in the project holds one of these. */
const anyOf =
  (...parts: readonly string[]) =>
  (id: string) =>
    parts.some((part) => id.includes(part));

/**
 * Which modules come to the browser together in one file, the highest priority first; all others where the bundler puts
 * them: with the one script that needs them, or in a file of their own. Left to itself it makes a file of each little module
 * that two scripts share, and a page asked for thirty. Two modules belong together when the same pages need them.
 */
export const scriptFiles = [
  // What pages of every kind share. Each public page carries it: small things only.
  {
    name: 'base',
    priority: 3,
    test: anyOf(
      '/src/ui/storage.ts',
      '/src/ui/isComposing.ts',
      '/src/ui/leaving.ts',
      '/src/ui/sayer.ts',
      '/src/ui/work/onPage.ts',
      '/server/kernel/texts/fill.ts',
      'vite/preload-helper',
    ),
  },
  // How dates and times are said.
  { name: 'wording', priority: 2, test: anyOf('/src/ui/wording.ts') },
  // The line of the chat, for a jongere and for staff.
  {
    name: 'line',
    priority: 2,
    test: anyOf(
      '/src/chat/client/makeConnection.ts',
      '/src/chat/client/received.ts',
      '/src/chat/client/sound.ts',
    ),
  },
  // Pages of the workplace take each other's place, and know each other's addresses.
  {
    name: 'work',
    priority: 2,
    test: anyOf(
      '/astro/dist/transitions/',
      '/astro/dist/prefetch/',
      'astro:transitions/client',
      '/src/agenda/paths.ts',
    ),
  },
  // What is forgotten when somebody signs out.
  {
    name: 'sign-out',
    priority: 2,
    test: anyOf('/src/layouts/sign-out.ts', '/src/inbox/forgetDrafts.ts', '/src/street/offline/forgetApp.ts'),
  },
  // What a browser keeps of who is brought, and what waits for a connection.
  {
    name: 'street',
    priority: 1,
    test: anyOf(
      '/src/street/formValues.ts',
      '/src/street/keptReferral.ts',
      '/src/street/paths.ts',
      '/src/street/offline/kept.ts',
      '/src/street/offline/known.ts',
      '/src/street/offline/moveToOutbox.ts',
      '/src/street/offline/outbox.ts',
      '/src/street/offline/sendOutbox.ts',
      '/src/street/offline/showOutbox.ts',
    ),
  },
  // The chat on each page of who answers.
  {
    name: 'inbox-line',
    priority: 1,
    test: anyOf(
      '/src/inbox/connection.ts',
      '/src/inbox/durations.ts',
      '/src/inbox/lists.ts',
      '/src/inbox/notify.ts',
      '/src/inbox/paths.ts',
      '/src/inbox/settings.ts',
      '/src/notices/subscription.ts',
    ),
  },
];
