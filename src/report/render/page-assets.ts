/** Style of the page: system fonts, tabular figures, light and dark of equal contrast, and print. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1a1c1f;--soft:#555b63;--paper:#fff;--line:#d5d9df;--band:#f5f6f8;
--good:#00664a;--bad:#a33c00;--doubt:#7a5200;--note:#00527f}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a9b0b9;--paper:#15171a;--line:#3a3f46;
--band:#1e2125;--good:#4cc9a0;--bad:#ff9a5c;--doubt:#e6b450;--note:#6cb8ee}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header,main{max-width:1280px;margin:0 auto;padding:0 20px}
h1{font-size:1.5rem;margin:1.2rem 0 .4rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
h3{font-size:1.02rem;margin:1.4rem 0 .4rem}h1,h2,h3,nav,p,li,.callout{overflow-wrap:anywhere}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1rem;font-size:.9rem}a{color:var(--note)}
small{color:var(--soft);font-size:.82em}code{font-size:.9em;background:var(--band);padding:.05em .3em;border-radius:3px;overflow-wrap:anywhere}
.callout{border-left:4px solid var(--note);background:var(--band);padding:.7rem 1rem;margin:.8rem 0}
.callout.good{border-color:var(--good)}.callout.bad{border-color:var(--bad)}.callout.doubt{border-color:var(--doubt)}
.callout.good::before{content:"✔ ";color:var(--good)}.callout.bad::before{content:"✘ ";color:var(--bad)}
.callout.doubt::before{content:"? ";color:var(--doubt);font-weight:700}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.6rem 0;min-width:40%}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.32rem .6rem;border-bottom:1px solid var(--line);vertical-align:baseline;text-align:left}
td small{white-space:nowrap}td:first-child,th{white-space:nowrap}
th.right,td.right{text-align:right}th{font-weight:600;background:var(--band)}th abbr{text-decoration:none;cursor:help}
td{max-width:34rem;overflow-wrap:break-word}td.right{white-space:nowrap}td.right small{display:block}
.notes{font-size:.82rem;color:var(--soft);margin:.2rem 0 1rem;padding-left:1.4rem}
figure{margin:1.2rem 0}figure svg{max-width:100%;height:auto;color:var(--ink)}figure svg rect[fill="#fff"]{fill:transparent}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--note)}
input.search{font:inherit;padding:.3rem .6rem;width:100%;max-width:24rem;border:1px solid var(--line);background:var(--paper);color:var(--ink)}
@media print{nav,summary,input.search{display:none}details>*{display:block}body{font-size:11px}figure,table{break-inside:avoid}}
`;

/** Adds a search box over long tables; everything else works without it. */
export const reportScript = `
for (const table of document.querySelectorAll('table')) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < 30) continue;
  const box = document.createElement('input');
  box.className = 'search'; box.type = 'search'; box.placeholder = '🔍';
  box.setAttribute('aria-label', table.caption ? table.caption.textContent : 'search');
  box.addEventListener('input', () => {
    const wanted = box.value.toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  table.parentElement.before(box);
}
`;
