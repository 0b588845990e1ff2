/** The style sheet of the page. Both schemes keep a contrast of 4.5 : 1 for all texts (WCAG 2.2 AA). */
export const style = `
:root {
  color-scheme: light dark;
  --back: light-dark(#fff, #14171c);
  --raised: light-dark(#f5f6f8, #1d2128);
  --text: light-dark(#1b1f26, #e7eaf0);
  --faint: light-dark(#545c69, #a3acba);
  --line: light-dark(#d5d9e0, #3a414d);
  --link: light-dark(#0b57c2, #8ab8ff);
  --error: light-dark(#b3161f, #ff9a94);
  --warning: light-dark(#7d5200, #f2c14e);
  --good: light-dark(#17682f, #7fd99a);
  --mark: light-dark(#ffdfdc, #5c2422);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { display: inline; font-size: 1rem; margin: 0; }
h4 { font-size: .9rem; margin: 1rem 0 .25rem; color: var(--faint); }
a { color: var(--link); }
code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 0; padding: .75rem; overflow: auto; max-height: 30rem; background: var(--back); border: 1px solid var(--line);
  border-radius: .4rem; overflow-wrap: normal; }
mark { background: var(--mark); color: inherit; outline: 1px solid var(--error); outline-offset: 1px; border-radius: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
button, select, input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--faint);
  border-radius: .4rem; padding: .3rem .6rem; min-height: 2.2rem; max-width: 100%; }
button { cursor: pointer; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--back); padding: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 0; padding: 0; }
.facts div { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; }
.facts dt { font-size: .85rem; color: var(--faint); }
.facts dd { margin: 0; font-size: 1.25rem; font-weight: 600; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.filters label { display: grid; font-size: .85rem; color: var(--faint); gap: .15rem; max-width: 100%; }
.finding { background: var(--raised); border: 1px solid var(--line); border-left: .35rem solid var(--error);
  border-radius: .5rem; margin: .75rem 0; padding: .75rem 1rem; }
.finding.warning { border-left-color: var(--warning); }
.finding.note { border-left-color: var(--line); }
.finding summary { cursor: pointer; }
.finding summary p { margin: .25rem 0 0 1rem; overflow-wrap: anywhere; }
.badge { font-size: .8rem; font-weight: 600; text-transform: uppercase; letter-spacing: .03em; }
.error > details .badge, .is-error { color: var(--error); }
.warning > details .badge, .is-warning { color: var(--warning); }
.is-good { color: var(--good); }
.faint { color: var(--faint); }
.pair { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: .75rem 0; }
.pair dt { color: var(--faint); }
.pair dd { margin: 0; overflow-wrap: anywhere; }
.exchange { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: 0 1rem; }
.exchange > div { min-width: 0; }
.copy { display: flex; gap: .75rem; align-items: start; }
.copy pre { flex: 1; min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; font-size: .85rem; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: center; white-space: nowrap; }
tbody th { text-align: left; position: sticky; left: 0; background: var(--raised); }
thead { background: var(--raised); }
thead th { vertical-align: bottom; }
thead .name { writing-mode: vertical-rl; transform: rotate(180deg); margin: 0 auto; }
.legend { font-size: .85rem; color: var(--faint); }
@media print { .filters, .copy button { display: none; } body { max-width: none; } }
`;
