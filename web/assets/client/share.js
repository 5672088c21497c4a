// 列印 and 複製網址 need a script; without one they are not shown.
for (const button of document.querySelectorAll('[data-print], [data-copy]')) button.hidden = false;

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-print], [data-copy]');
  if (!button) return;
  if (button.dataset.copy === undefined) return window.print();
  const said = document.getElementById('toasts');
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = '已複製網址。';
  } catch {
    said.textContent = `無法複製，請自行選取：${button.dataset.copy}`;
  }
});
