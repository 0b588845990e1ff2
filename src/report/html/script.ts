/**
 * What the page does in a browser: filters, opens and closes findings, copies curl lines. Its source is written into the
 * page, so it uses nothing from outside of itself; without it the page shows everything.
 */
export function runPage(): void {
  const form = document.querySelector<HTMLFormElement>('#filters');
  const status = document.querySelector('#shown');
  const findings = [...document.querySelectorAll<HTMLElement>('.finding')];
  const nothing = document.querySelector<HTMLElement>('#nothing');

  const refresh = (): void => {
    if (!form || !status) return;
    const wanted = new FormData(form);
    const words = String(wanted.get('text')).toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      // What belongs to several, e.g. operations, names one on each line.
      const fits = [...form.querySelectorAll('select')].every(({ name, value }) => {
        return value === '' || (finding.dataset[name] ?? '').split('\n').includes(value);
      });
      const text = finding.textContent.toLowerCase();
      finding.hidden = !(fits && words.every((word) => text.includes(word)));
      if (!finding.hidden) shown += 1;
    }
    status.textContent = `${shown} of ${findings.length} ${form.dataset['noun'] ?? 'findings'} shown`;
    if (nothing) nothing.hidden = shown > 0;
  };

  const copy = async (button: HTMLElement): Promise<void> => {
    const source = document.getElementById(button.dataset['copy'] ?? '');
    if (!source) return;
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      // Without the right to write there, the line is selected and copied as a person would.
      getSelection()?.selectAllChildren(source);
      document.execCommand('copy');
    }
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  };

  /** A link to a finding shows it, whatever the filters hide. */
  const reveal = (): void => {
    const target = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
    if (!target?.classList.contains('finding')) return;
    if (target.hidden) form?.reset();
    refresh();
    const details = target.querySelector('details');
    if (details) details.open = true;
    target.scrollIntoView();
  };

  if (form) {
    form.hidden = false;
    form.addEventListener('input', refresh);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(refresh));
  }
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null;
    if (button?.dataset['copy'] !== undefined) void copy(button);
    if (button?.dataset['open'] !== undefined)
      for (const details of document.querySelectorAll<HTMLDetailsElement>('.finding:not([hidden]) > details'))
        details.open = button.dataset['open'] === 'true';
  });
  for (const button of document.querySelectorAll<HTMLElement>('button[data-copy]')) button.hidden = false;
  addEventListener('hashchange', reveal);
  refresh();
  reveal();
}
