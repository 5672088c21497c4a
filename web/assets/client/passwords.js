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

const showSwitches = () => {
  for (const label of document.querySelectorAll('[data-show-password]')) label.hidden = false;
};
document.addEventListener('change', (event) => {
  const label = event.target.closest?.('[data-show-password]');
  if (!label) return;
  const input = document.getElementById(label.dataset.showPassword);
  if (input) input.type = event.target.checked ? 'text' : 'password';
});
showSwitches();
document.addEventListener('htmx:after:process', showSwitches);
