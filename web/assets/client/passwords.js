// The rules of a password, ticked while typing. The same rules as domain/archive-password.ts; the server decides.
const RULES = {
  length: (text, least) => text.length >= least && text.length <= 128,
  upper: (text) => /[A-Z]/.test(text),
  lower: (text) => /[a-z]/.test(text),
  digit: (text) => /[0-9]/.test(text),
  special: (text) => /[!-/:-@[-`{-~]/.test(text),
  characters: (text) => /^[!-~]*$/.test(text),
};

document.addEventListener('input', (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.id) return;
  const list = document.querySelector(`[data-rules-of="${CSS.escape(input.id)}"]`);
  if (!list) return;
  const least = Number(list.dataset.least) || 8;
  for (const item of list.querySelectorAll('[data-rule]')) {
    const ok = RULES[item.dataset.rule]?.(input.value, least) ?? false;
    item.classList.toggle('sq-rules__ok', ok);
    item.querySelector('[data-rule-ok]').hidden = !ok;
    item.querySelector('[data-rule-todo]').hidden = ok;
  }
});

const follow = (label) => {
  const input = document.getElementById(label.dataset.showPassword);
  if (input) input.type = label.querySelector('input').checked ? 'text' : 'password';
};
const showSwitches = () => {
  for (const label of document.querySelectorAll('[data-show-password]')) {
    label.hidden = false;
    follow(label);
  }
};
document.addEventListener('change', (event) => {
  const label = event.target.closest?.('[data-show-password]');
  if (label) follow(label);
});
showSwitches();
// A page taken from the browser's memory may come back with the box ticked.
addEventListener('pageshow', showSwitches);
document.addEventListener('htmx:after:process', showSwitches);
