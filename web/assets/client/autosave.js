// A draft saves itself three seconds after the last key: form[data-autosave] is the address. The answer is JSON
// {text, autosave?, action?}: what to show, and the addresses once the draft has its number.
const DELAY = 3000;
const timers = new WeakMap();
const busy = new WeakSet();

const tell = (form, text) => {
  const place = form.querySelector('[data-autosave-status]');
  if (place) place.textContent = text;
};

const save = async (form) => {
  if (busy.has(form)) {
    plan(form);
    return;
  }
  busy.add(form);
  try {
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    const response = await fetch(form.dataset.autosave, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Accept: 'application/json', 'HX-Request': 'true' },
      redirect: 'error',
    });
    if (response.status === 401) {
      tell(form, '登入已逾時，輸入內容尚未儲存。請按「儲存草稿」，登入後會接著儲存。');
      return;
    }
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    tell(form, answer.text ?? '');
    if (answer.autosave) form.dataset.autosave = answer.autosave;
    if (answer.action) form.action = answer.action;
  } catch {
    tell(form, '草稿未能自動儲存，請按「儲存草稿」。');
  } finally {
    busy.delete(form);
  }
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
// Once the person sends the form, a draft on its way would only race with it.
document.addEventListener('submit', (event) => clearTimeout(timers.get(event.target)));
