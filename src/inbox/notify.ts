import { staffPaths } from '../agenda/paths.ts';

/** How a browser stands to notifications from this site; null where it has none, over plain HTTP above all. */
export const notifyState = (): NotificationPermission | null =>
  'Notification' in window && isSecureContext ? Notification.permission : null;

/**
 * Shows a notification where that was allowed, to who looks at no window of the portal; one at a time. It says nothing of
 * anybody.
 */
export function makeNotifier(isLookedAt: () => Promise<boolean>) {
  let shown: Notification | undefined;
  /** Grows when the newest word is another: what was asked before that comes too late. */
  let round = 0;

  const close = () => {
    round += 1;
    shown?.close();
    shown = undefined;
  };
  return {
    close,
    async show(text: string): Promise<void> {
      // One that is there already would be replaced without a sign: said again, it is a new one.
      close();
      const mine = round;
      if (notifyState() !== 'granted' || (await isLookedAt()) || mine !== round) return;
      try {
        shown = new Notification(text, { tag: 'doorstart-chat', icon: '/apple-touch-icon.png' });
        shown.addEventListener('click', () => {
          window.focus();
          if (location.pathname !== staffPaths.chat) location.assign(staffPaths.chat);
          close();
        });
      } catch {
        // On a phone a page may not show one by itself.
      }
    },
  };
}
