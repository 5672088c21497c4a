// Questions before an act: data-confirm on a submit button, or hx-confirm. Without script the server asks on a page;
// the hidden field _confirmed tells it that the question was answered here.
const ask = (question, verb) =>
  new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'sq-dialog';
    dialog.setAttribute('aria-label', question);
    const body = document.createElement('div');
    body.className = 'sq-dialog__body';
    const words = document.createElement('p');
    words.textContent = question;
    body.append(words);
    const foot = document.createElement('div');
    foot.className = 'sq-dialog__foot';
    const button = (text, look, value) => {
      const one = document.createElement('button');
      one.type = 'button';
      one.className = `govuk-button${look}`;
      one.textContent = text;
      one.addEventListener('click', () => dialog.close(value));
      return one;
    };
    foot.append(button('取消', ' govuk-button--secondary', ''), button(verb, '', 'yes'));
    dialog.append(body, foot);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('button[data-confirm]');
  if (!button?.form) return;
  event.preventDefault();
  if (!(await ask(button.dataset.confirm, button.textContent.trim()))) return;
  const answered = document.createElement('input');
  answered.type = 'hidden';
  answered.name = '_confirmed';
  answered.value = '1';
  button.form.append(answered);
  button.form.requestSubmit(button);
  answered.remove();
});

document.addEventListener('htmx:confirm', async (event) => {
  const question = event.detail.ctx?.confirm;
  if (!question) return;
  event.preventDefault();
  const verb = event.target.textContent?.trim() || '確定';
  if (await ask(question, verb.length > 12 ? '確定' : verb)) event.detail.issueRequest();
  else event.detail.dropRequest();
});
