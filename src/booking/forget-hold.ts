/** The time that was kept became an afspraak: going back must not touch it. */
try {
  sessionStorage.removeItem('doorstart-hold');
} catch {
  // Nothing was kept then.
}
