import { staffPaths } from '../components/agenda/paths.ts';

/** How a browser stands to notifications from this site; null where it has none, over plain HTTP above all. */
export const notifyState = (): NotificationPermission | null =>
  'Notification' in window && isSecureContext ? Notification.permission : null;

/** Shows a notification, where that was allowed, to who does not look at this window. It says nothing of anybody. */
export function notify(text: string): void {
  if (notifyState() !== 'granted' || document.hasFocus()) return;
  try {
    // One at a time, however many windows of the portal there are.
    const notification = new Notification(text, { tag: 'doorstart-chat', icon: '/apple-touch-icon.png' });
    notification.addEventListener('click', () => {
      window.focus();
      if (location.pathname !== staffPaths.chat) location.assign(staffPaths.chat);
      notification.close();
    });
  } catch {
    // On a phone a page may not show one by itself.
  }
}
