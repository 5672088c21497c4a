// One press, one post: a second submit within three seconds is dropped. Longer would block forms that answer
// with a download, since the page stays; the idempotency key covers what comes later.
const HOLD = 3000;
const held = new WeakMap();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('form[data-once]') || event.defaultPrevented) return;
  // what opens in a window of its own leaves this page to be pressed on
  if (event.submitter?.formTarget) return;
  const since = held.get(form);
  if (since !== undefined && performance.now() - since < HOLD) {
    event.preventDefault();
    return;
  }
  held.set(form, performance.now());
});
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-once]')) held.delete(form);
});
