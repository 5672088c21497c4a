// An archive may take minutes: form[data-download="progress"] is fetched here, its [data-progress] says how far it is,
// and the file is kept once it is whole. What comes back as a page (something is wrong with the form) is shown as one.
const MB = 1024 * 1024;
const size = (bytes) => (bytes < MB ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MB).toFixed(1)} MB`);

const progressOf = (form) => {
  const place = form.querySelector('[data-progress]');
  const bar = place.querySelector('progress');
  const words = place.querySelector('[data-progress-words]');
  place.hidden = false;
  let told = -1;
  return {
    begin: () => {
      bar.removeAttribute('value');
      words.textContent = '製作加密壓縮檔中，請勿關閉本頁。';
    },
    // the bar moves with every piece; the words, which are read aloud, by tenths
    at: (loaded, total) => {
      if (!(total > 0)) return;
      const percent = Math.min(99, Math.floor((loaded / total) * 100));
      bar.value = percent;
      if (Math.floor(percent / 10) === told) return;
      told = Math.floor(percent / 10);
      words.textContent = `下載中 ${percent}%（${size(loaded)}／約 ${size(total)}）`;
    },
    end: (text, whole) => {
      bar.hidden = !whole;
      bar.value = 100;
      words.textContent = text;
    },
  };
};

const keep = (blob, name) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const showPage = (html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  document.title = page.title;
  document.body.replaceWith(page.body);
  window.htmx.process(document.body);
};

// What was wrong with the form is not any more, and there is nothing left to cancel.
const settle = (form) => {
  document.querySelector('main [data-error-summary]')?.remove();
  for (const place of form.querySelectorAll('.govuk-error-message')) place.remove();
  for (const look of ['govuk-form-group--error', 'govuk-input--error', 'govuk-select--error'])
    for (const place of form.querySelectorAll(`.${look}`)) place.classList.remove(look);
  for (const box of form.querySelectorAll('[aria-invalid]')) box.removeAttribute('aria-invalid');
  const leave = form.querySelector('[data-dialog-close]');
  if (leave) leave.textContent = '關閉';
};

const receive = async (form, submitter, abort) => {
  const progress = progressOf(form);
  progress.begin();
  const response = await fetch(form.action, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form, submitter)),
    signal: abort.signal,
  });
  if (response.headers.get('Content-Type')?.startsWith('text/html')) return showPage(await response.text());
  if (!response.ok) throw new Error(String(response.status));
  const total = Number(response.headers.get('X-Archive-Bytes'));
  const pieces = [];
  let loaded = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    loaded += value.length;
    progress.at(loaded, total);
  }
  const name =
    /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'archive.zip';
  keep(new Blob(pieces, { type: 'application/zip' }), name);
  progress.end(`已下載 ${name}（${size(loaded)}）。`, true);
  settle(form);
};

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('form[data-download="progress"]') || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = '1';
  const abort = new AbortController();
  const dialog = form.closest('dialog');
  const stop = () => abort.abort();
  dialog?.addEventListener('close', stop, { once: true });
  try {
    await receive(form, event.submitter, abort);
  } catch {
    if (!abort.signal.aborted)
      progressOf(form).end('下載中斷，檔案不完整，沒有儲存。請確認網路後再按一次「確定」。', false);
  } finally {
    delete form.dataset.busy;
    dialog?.removeEventListener('close', stop);
  }
});

// A dialog opened again begins anew.
document.addEventListener(
  'close',
  (event) => {
    for (const place of event.target.querySelectorAll?.('[data-progress]') ?? []) {
      place.hidden = true;
      const leave = place.closest('form').querySelector('[data-dialog-close]');
      if (leave) leave.textContent = '取消';
    }
  },
  true,
);
