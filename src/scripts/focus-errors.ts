/** Brings who sent the form to what went wrong, also in browsers that ignore `autofocus` on an element like this. */
document.querySelector<HTMLElement>('[data-error-summary]')?.focus();
