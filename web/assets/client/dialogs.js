// Links and buttons with data-dialog open that <dialog>; without script they lead to a page with the same body.
const ticked = (name) => [
  ...document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]:checked`),
];

// Copies the ticked boxes of a table into the dialog's own form, and their people's names into its words.
const carry = (dialog) => {
  for (const place of dialog.querySelectorAll('[data-carry]')) {
    place.replaceChildren(
      ...ticked(place.dataset.carry).map((box) => {
        const field = document.createElement('input');
        field.type = 'hidden';
        field.name = box.name;
        field.value = box.value;
        return field;
      }),
    );
  }
  for (const place of dialog.querySelectorAll('[data-names-of]')) {
    const names = ticked(place.dataset.namesOf).map((box) => box.dataset.who ?? '');
    place.textContent = names.filter(Boolean).join('、');
  }
};

// With none ticked, or more than the limit, the server answers with an error instead of the dialog.
const mayOpen = (opener) => {
  const needs = opener.dataset.dialogNeeds;
  if (!needs) return true;
  const count = ticked(needs).length;
  const limit = Number(opener.dataset.dialogLimit) || Number.POSITIVE_INFINITY;
  return count > 0 && count <= limit;
};

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-dialog]');
  if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!(dialog instanceof HTMLDialogElement) || !mayOpen(opener)) return;
    event.preventDefault();
    carry(dialog);
    dialog.showModal();
    return;
  }
  const closer = event.target.closest?.('[data-dialog-close]');
  const dialog = closer?.closest('dialog');
  if (!dialog?.matches(':modal')) return;
  event.preventDefault();
  dialog.close();
});

// A form that answers with a download leaves the page where it is, so its dialog has to go by itself.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-download]') || event.defaultPrevented) return;
  const dialog = form.closest('dialog');
  if (dialog) setTimeout(() => dialog.close(), 0);
});

// Passwords do not stay in a closed dialog. What was submitted has been read by then.
document.addEventListener(
  'close',
  (event) => {
    for (const box of event.target.querySelectorAll?.('[data-show-password] input:checked') ?? [])
      box.click();
    for (const box of event.target.querySelectorAll?.('input[type="password"]') ?? []) {
      box.value = '';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }
  },
  true,
);

// A dialog the server sends open (with its errors) becomes a real modal one.
for (const dialog of document.querySelectorAll('dialog.sq-dialog[open]')) {
  dialog.close();
  dialog.showModal();
}
