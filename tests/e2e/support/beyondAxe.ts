import type { Page } from '@playwright/test';

/** In the foot of every page: who to call in a crisis, then how to reach the gemeente. */
const help = [
  'tel:112',
  'tel:113',
  'tel:08000113',
  'tel:08000432',
  'tel:08002000',
  'tel:14070',
  'tel:0703535454',
  'mailto:leerlingzaken@denhaag.nl',
];

/** What is wrong for people and what axe does not look for, in words. */
export function findingsBeyondAxe(page: Page): Promise<string[]> {
  return page.evaluate((wanted) => {
    const faults: string[] = [];

    const fields = document.querySelectorAll<HTMLElement>('input:not([type=hidden]), textarea');
    for (const field of fields) {
      const allowed = field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }));
      if (!allowed) faults.push(`nothing can be pasted in ${field.outerHTML.slice(0, 80)} (WCAG 3.3.8)`);
    }

    const groups = new Map<string, Element | null>();
    for (const radio of document.querySelectorAll<HTMLInputElement>('input[type=radio]')) {
      const group = radio.closest('fieldset, [role=radiogroup], [role=group]');
      const before = groups.get(radio.name);
      if (before !== undefined && before !== group)
        faults.push(`radios in two groups are called "${radio.name}"`);
      groups.set(radio.name, group);
    }

    const inFoot = [...document.querySelectorAll('footer :is(a[href^="tel:"], a[href^="mailto:"])')];
    const found = inFoot.map((link) => link.getAttribute('href'));
    // Who works here is not who needs that help.
    if (!document.documentElement.matches('.work') && found.join() !== wanted.join())
      faults.push(`help is not where it is on other pages: ${found} (WCAG 3.2.6)`);
    const ways = [...document.querySelectorAll('header :is([data-chat-button], [data-quick-exit])')];
    const last = ways.at(-1);
    if (last && !last.matches('[data-quick-exit]'))
      faults.push('"Snel weg" is not the last in the head (WCAG 3.2.6)');

    for (const element of document.querySelectorAll('body *')) {
      const floats = getComputedStyle(element).position === 'fixed' && element.checkVisibility();
      // Behind a panel that fills a phone nothing is to be read.
      if (floats && !element.closest('dialog, [role=dialog], [data-panel], .nl-skip-link'))
        faults.push(`it lies over what is read: ${element.outerHTML.slice(0, 80)}`);
    }
    return faults;
  }, help);
}
