// After a refused form the focus stands on the summary, and its links lead to the label, not only to the box.
const focusSummary = (root) => {
  const summary = root.querySelector?.('[data-error-summary]');
  if (summary) summary.focus();
};

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('[data-error-summary] a[href^="#"]');
  if (!link) return;
  const control = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!control) return;
  event.preventDefault();
  const group =
    control.closest('.govuk-form-group, fieldset, .sq-filter__field, .sq-filter__grow') ?? control;
  group.scrollIntoView({ block: 'start' });
  control.focus({ preventScroll: true });
});

focusSummary(document);
document.addEventListener('htmx:after:process', (event) => focusSummary(event.target));
