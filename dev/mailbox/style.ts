/** The mailbox's own style sheet: colours and sizes of the product's visual language, nothing more. */
export const STYLE = `
* { box-sizing: border-box }
body { margin: 0; background: #f6f4f7; color: #221c25; font: 16px/1.6 "Noto Sans TC", "Noto Sans CJK TC",
  "PingFang TC", "Microsoft JhengHei", system-ui, sans-serif }
header { padding: 14px 24px; background: #231a25; border-bottom: 3px solid #8a1f5a; color: #fff }
header a { color: #fff; font-size: 18px; font-weight: 700; letter-spacing: .1em; text-decoration: none }
header span { padding-left: 12px; font-size: 14px; color: #ded5e2 }
main { max-width: 1088px; margin: 24px auto; padding: 0 16px }
h1 { margin: 0 0 16px; font-size: 24px; line-height: 1.4; overflow-wrap: anywhere }
h2 { margin: 24px 0 8px; font-size: 18px } .sheet h2 { margin-top: 0 }
caption { padding: 8px 16px; text-align: left }
a { color: #8a1f5a } a:hover { color: #651440 }
:focus-visible { outline: 3px solid #00768a; outline-offset: 2px }
.sheet { margin-bottom: 20px; padding: 20px 24px; background: #fff; border: 1px solid #dfdae2; border-radius: 8px }
.bar { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: end }
label { display: block; font-size: 15px }
input, select { display: block; min-height: 40px; padding: 6px 10px; border: 1px solid #82788a; border-radius: 4px;
  background: #fff; color: inherit; font: inherit }
button { min-height: 40px; padding: 6px 16px; border: 1px solid #b77a9b; border-radius: 4px; background: #fff;
  color: #8a1f5a; font: inherit; cursor: pointer }
.list { overflow-x: auto; padding: 0 }
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums }
th, td { padding: 10px 16px; border-bottom: 1px solid #ece8ee; text-align: left; vertical-align: top }
th { color: #5a5160; font-weight: 400; background: #faf9fb; white-space: nowrap }
td { overflow-wrap: anywhere }
.when { white-space: nowrap }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: 4px 12px; margin: 0; font-size: 15px }
li { overflow-wrap: anywhere }
dt { color: #5a5160 } dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 46rem; border: 1px solid #dfdae2; background: #fff }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; line-height: 1.8 }
summary { cursor: pointer; color: #8a1f5a }
details pre { margin-top: 12px; font: 13px/1.6 ui-monospace, monospace }
.note { color: #5a5160; font-size: 14px }
@media (max-width: 641px) { main { margin: 16px auto } .sheet { padding: 16px } .list { padding: 0 }
  thead { display: none } tr, td { display: block } tr { padding: 8px 16px; border-bottom: 1px solid #dfdae2 }
  td { padding: 2px 0; border: 0 } dl { grid-template-columns: 1fr } dd { margin-bottom: 6px } }
`;
