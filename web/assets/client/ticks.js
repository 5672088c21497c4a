// Boxes that choose rows: live counts, 全選（本頁）, the limit of ten, 清除勾選. The server counts again anyway.
const boxes = (name) => [
  ...document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]:not(:disabled)`),
];

// 全選 is of this page; those ticked on other pages count and keep a box of their own.
const onPage = (name) => boxes(name).filter((box) => box.dataset.elsewhere === undefined);

const refresh = (name) => {
  const all = onPage(name);
  const here = all.filter((box) => box.checked).length;
  const count = boxes(name).filter((box) => box.checked).length;
  for (const place of document.querySelectorAll('[data-count-of]'))
    if (place.dataset.countOf === name) place.textContent = String(count);
  for (const head of document.querySelectorAll('[data-tick-all]')) {
    if (head.dataset.tickAll !== name) continue;
    head.hidden = all.length === 0;
    head.checked = here > 0 && here === all.length;
    head.indeterminate = here > 0 && here < all.length;
  }
  for (const place of document.querySelectorAll('[data-limit-of]')) {
    if (place.dataset.limitOf !== name) continue;
    const over = place.querySelector('[data-over-limit]');
    if (over) over.hidden = !(Number(place.dataset.limit) > 0 && count > Number(place.dataset.limit));
  }
};

const sets = () => [
  ...new Set(
    [...document.querySelectorAll('[data-count-of], [data-tick-all]')].map(
      (place) => place.dataset.countOf ?? place.dataset.tickAll,
    ),
  ),
];
const refreshAll = () => sets().forEach(refresh);

document.addEventListener('change', (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox') return;
  const name = box.dataset.tickAll;
  if (name) {
    const on = box.checked;
    for (const one of onPage(name)) one.checked = on;
  }
  refresh(name ?? box.name);
});

document.addEventListener('click', (event) => {
  const clear = event.target.closest?.('[data-clear-ticks]');
  if (!clear) return;
  event.preventDefault();
  for (const name of clear.dataset.clearTicks.split(' ')) {
    for (const box of boxes(name)) box.checked = false;
    refresh(name);
  }
});

refreshAll();
// A page taken from the browser's memory may come back with other boxes ticked than the server wrote.
addEventListener('pageshow', refreshAll);
document.addEventListener('htmx:after:process', refreshAll);
