/** What the stand-in got, as a plain page that loads itself anew every two seconds. */
import type { Misbehaviour } from './misbehaviour.ts';
import type { Received } from './received.ts';

const shownOnPage = 30;

export function page(received: Received, { is }: Misbehaviour): string {
  const { byKind, byWay, byStation, sharedNames, ...counts } = received.counts();
  const newest = received.newest().slice(-shownOnPage).reverse();
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>MES stand-in</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem;max-width:70rem}table{border-collapse:collapse}
td,th{padding:.2rem 1rem .2rem 0;text-align:left;vertical-align:top}td.n{text-align:right}code{word-break:break-all}</style></head>
<body><h1>MES stand-in</h1>
<p>It ${is === 'none' ? 'behaves' : `misbehaves: <b>${escaped(is)}</b>`}.</p>
${sharedNames.map((name) => `<p><b>More than one station calls itself ${escaped(name)}.</b></p>`).join('')}
<h2>Counts</h2>${table(counts)}
<h2>By kind</h2>${table(byKind)}
<h2>By way</h2>${table(byWay)}
<h2>By station</h2>${table(byStation)}
<h2>Newest</h2><table>${newest.map(row).join('')}</table>
</body></html>`;
}

function table(counts: object): string {
  const rows = Object.entries(counts).map(
    ([name, count]) => `<tr><th>${escaped(name)}</th><td class="n">${escaped(String(count))}</td></tr>`,
  );
  return `<table>${rows.join('') || '<tr><td>nothing yet</td></tr>'}</table>`;
}

function row({ kind, id, body }: ReturnType<Received['newest']>[number]): string {
  const short = body.length > 200 ? `${body.slice(0, 200)}…` : body;
  return `<tr><td>${escaped(kind)}</td><td><code>${escaped(id)}</code></td><td><code>${escaped(short)}</code></td></tr>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
