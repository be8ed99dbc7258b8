import { staffPaths } from '../agenda/paths.ts';

// The push subscription of this browser, for the part of casemanagers (W3C Push API).

/** Whether a browser can show something while no page is open: not over plain HTTP, nor on an iPhone before it is installed. */
export const canPush = (): boolean =>
  isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const scope = '/medewerker';

/** The subscription that is there, if any. */
export async function readSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** One under our key: what was made under another key is worth nothing any more. */
export async function subscribe(key: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.register('/medewerker/worker.js', {
    scope,
    updateViaCache: 'none',
  });
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  await ready(registration);
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** A worker takes a moment to start; before that a browser refuses to subscribe. */
function ready({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  if (active || !worker) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
    });
  });
}

/** Tells the server of it: that it is there, or that whoever is signed in uses it. Answers whether the server took it. */
export async function tellServer(does: 'add' | 'wake', subscription: PushSubscription): Promise<boolean> {
  const { endpoint, keys = {} } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys;
  return post({ does, endpoint: endpoint ?? '', p256dh, auth });
}

/** Answers whether the server took it. */
export async function post(values: Record<string, string>): Promise<boolean> {
  const response = await fetch(staffPaths.notices, {
    method: 'POST',
    body: new URLSearchParams(values),
    redirect: 'manual',
  });
  return response.ok;
}
