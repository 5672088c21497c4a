// A draft saves itself three seconds after the last key, and at once when its page goes out of sight:
// form[data-autosave] is the address. The answer is JSON {text, autosave?, action?, page?, fields?}: what to show,
// the addresses once the draft has its number, and hidden fields that changed with it, such as its version.
const DELAY = 3000;
// A browser sends no more than this after its page is closed.
const LAST_WORDS = 60_000;
const timers = new WeakMap();
const saving = new WeakMap();

const tell = (form, text) => {
  const place = form.querySelector('[data-autosave-status]');
  if (place) place.textContent = text;
};

const take = (form, answer) => {
  tell(form, answer.text ?? '');
  if (answer.autosave) form.dataset.autosave = answer.autosave;
  if (answer.action) form.action = answer.action;
  if (answer.page) history.replaceState(history.state, '', answer.page);
  for (const [name, value] of Object.entries(answer.fields ?? {})) {
    form.elements[name].value = value;
    for (const place of document.querySelectorAll(`[data-autosave-show="${name}"]`))
      place.textContent = value;
  }
};

// What the form's own button is called, for when nothing saves by itself.
const button = (form) => form.dataset.autosaveButton ?? '儲存草稿';

const send = async (form) => {
  try {
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    const body = new URLSearchParams(fields);
    const response = await fetch(form.dataset.autosave, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json', 'HX-Request': 'true' },
      keepalive: String(body).length < LAST_WORDS,
      redirect: 'error',
    });
    if (response.status === 401)
      tell(form, `登入已逾時，輸入內容尚未儲存。請按「${button(form)}」，登入後會接著儲存。`);
    else if (response.ok || response.status === 409 || response.status === 422)
      take(form, await response.json());
    else throw new Error(String(response.status));
  } catch {
    tell(form, `未能自動儲存，請按「${button(form)}」。`);
  }
};

const save = (form) => {
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (saving.has(form)) {
    plan(form);
    return;
  }
  const done = send(form).finally(() => saving.delete(form));
  saving.set(form, done);
};

const plan = (form) => {
  clearTimeout(timers.get(form));
  timers.set(
    form,
    setTimeout(() => save(form), DELAY),
  );
};

for (const type of ['input', 'change'])
  document.addEventListener(type, (event) => {
    const form = event.target.form ?? event.target.closest?.('form');
    if (form?.matches?.('form[data-autosave]')) plan(form);
  });

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'hidden') return;
  for (const form of document.querySelectorAll('form[data-autosave]')) if (timers.has(form)) save(form);
});

// Once the person sends the form, a draft still planned would only race with it, and one on its way is waited for:
// it changes the version the form must carry. This comes before every other listener, so that none counts it twice.
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    clearTimeout(timers.get(form));
    timers.delete(form);
    const under = saving.get(form);
    if (!under) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    under.then(() => form.requestSubmit(submitter));
  },
  true,
);
