import type { BrowserContext, Request } from '@playwright/test';

export interface Watch {
  /** What went wrong so far, in words. */
  problems: string[];
  /** Addresses at hosts that were allowed, in the order in which they were asked for. */
  outside: string[];
  /** What was asked and is not answered in full: streams among it. */
  waiting: Set<Request>;
}

/** What Chromium notes of a network that the test itself took away. */
const takenAway = /net::ERR_(INTERNET_DISCONNECTED|PROXY_CONNECTION_FAILED)|Establishing a tunnel via proxy/;

/** Chromium leaves out how a page takes the place of another when a phone is turned meanwhile; nobody sees more of it. */
const turned = 'Transition was aborted because of invalid state. Viewport size changed';

/**
 * Keeps a browser from every host but the site's and notes what it would not tell: errors in the console (those
 * of the Content-Security-Policy among them), errors thrown in a page, requests to others or before anybody pressed, answers of
 * 500 and up.
 * Hosts in `allowedHosts` answer with an empty page that comes from here.
 */
export async function watchContext(
  context: BrowserContext,
  { siteUrl, allowedHosts }: { siteUrl: string; allowedHosts: readonly string[] },
): Promise<Watch> {
  const { host } = new URL(siteUrl);
  const watch: Watch = { problems: [], outside: [], waiting: new Set() };
  const refused = new Set<string>();
  // The browser itself can reach no other host (see playwright.config.ts). Answering for one costs every request a
  // way through this process, so that is for tests that go there.
  if (allowedHosts.length > 0) {
    await context.route(
      (url) => allowedHosts.includes(url.hostname),
      (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Ergens anders</title>' }),
    );
  }
  context.on('request', (request) => {
    watch.waiting.add(request);
    const url = new URL(request.url());
    // Decision 0098: a pointer that goes over a name is no look at somebody.
    if (request.headers()['sec-purpose']) watch.problems.push(`asked before anybody pressed: ${url}`);
    if (!url.protocol.startsWith('http') || url.host === host) return;
    if (allowedHosts.includes(url.hostname)) watch.outside.push(request.url());
    else watch.problems.push(`asked another host: ${request.url()}`);
  });
  context.on('requestfinished', (request) => watch.waiting.delete(request));
  context.on('requestfailed', (request) => watch.waiting.delete(request));
  context.on('response', (response) => {
    const status = response.status();
    if (status >= 500) watch.problems.push(`${status} from ${response.url()}`);
    // A page that says what is wrong: Chromium notes its status in the console.
    const isPage = response.headers()['content-type']?.startsWith('text/html') ?? false;
    if (status >= 400 && (response.request().isNavigationRequest() || isPage)) refused.add(response.url());
  });
  context.on('console', (message) => {
    const text = message.text();
    const isStatus = text.startsWith('Failed to load resource: the server responded with a status of 4');
    if (message.type() !== 'error' || (isStatus && refused.has(message.location().url))) return;
    if (takenAway.test(text)) return;
    watch.problems.push(`console: ${text} (${message.location().url})`);
  });
  context.on('weberror', (error) => {
    const thrown = String(error.error());
    if (!thrown.includes(turned)) watch.problems.push(`thrown in the page: ${thrown}`);
  });
  return watch;
}
