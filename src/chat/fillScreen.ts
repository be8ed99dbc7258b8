/** As in island/screens.css: here the panel fills the screen. */
const small = '(max-width: 33.99rem), (max-height: 29.99rem)';

/**
 * On a small screen the panel is all there is: what lies below is not to be reached, and does not scroll. It is as
 * high as what the keyboard on the screen leaves of it. Returns what to call when the panel comes and goes.
 */
export function fillScreen(root: HTMLElement): (shown: boolean) => void {
  const screen = matchMedia(small);
  const view = window.visualViewport;
  let shown = false;
  const fit = () => {
    const fills = shown && screen.matches;
    document.documentElement.classList.toggle('chat-fills', fills);
    for (const part of document.querySelectorAll<HTMLElement>('.header, .main, .footer, .nl-skip-link'))
      part.inert = fills;
    root.style.setProperty('--chat-height', fills && view ? `${view.height}px` : '');
    root.style.setProperty('--chat-top', fills && view ? `${view.offsetTop}px` : '');
  };
  screen.addEventListener('change', fit);
  view?.addEventListener('resize', fit);
  view?.addEventListener('scroll', fit);
  return (isShown) => {
    shown = isShown;
    fit();
  };
}
