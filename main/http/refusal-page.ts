/** The page for those who may not come in: what happened and what to do, for people who do not know what a token is. */
import { contentSecurityPolicy, newNonce } from './security-headers.ts';
import type { UiFile } from './ui-files.ts';

interface Text {
  readonly lang: string;
  readonly title: string;
  readonly why: string;
  readonly newOne: string;
  readonly justOpened: string;
  readonly goOn: string;
}

/** Nobody knows yet who looks at it, so it speaks every language; the catalogue belongs to those who are let in. */
const texts: readonly Text[] = [
  {
    lang: 'en',
    title: 'Please open the address that the station printed',
    why: 'This station shows itself only to whoever opened its printed address, and each printed address works once.',
    newOne: 'For a new one run, on this machine:',
    justOpened: 'Opened it a moment ago?',
    goOn: 'Continue here.',
  },
  {
    lang: 'de',
    title: 'Bitte die Adresse öffnen, die die Station ausgegeben hat',
    why: 'Diese Station zeigt sich nur dem, der ihre ausgegebene Adresse geöffnet hat, und jede Adresse gilt einmal.',
    newOne: 'Für eine neue an diesem Rechner ausführen:',
    justOpened: 'Gerade eben geöffnet?',
    goOn: 'Hier geht es weiter.',
  },
  {
    lang: 'zh-CN',
    title: '请打开工位显示的地址',
    why: '此工位只对打开过该地址的人显示，每个地址只能使用一次。',
    newOne: '要得到新的地址，请在本机运行：',
    justOpened: '刚刚打开过？',
    goOn: '由此继续。',
  },
  {
    lang: 'es',
    title: 'Abra la dirección que mostró la estación',
    why: 'Esta estación solo se muestra a quien abrió la dirección que ella indicó, y cada dirección vale una vez.',
    newOne: 'Para obtener una nueva, ejecute en esta máquina:',
    justOpened: '¿La abrió hace un momento?',
    goOn: 'Continúe aquí.',
  },
];

export function refusalPage(): UiFile {
  const nonce = newNonce();
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
    },
    body: `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sightline</title>
<style nonce="${nonce}">
  :root { color-scheme: dark light } body { font: 18px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 8vh auto; padding: 0 1rem }
  h1 { font-size: 1.4em; line-height: 1.3 }
  section + section { margin-top: 2.5rem } code { font-size: 0.9em } a { color: inherit }
</style>
${texts.map(section).join('\n')}
</html>`,
  };
}

function section({ lang, title, why, newOne, justOpened, goOn }: Text): string {
  return `<section lang="${lang}">
<h1>${title}</h1>
<p>${why}</p>
<p>${newOne} <code>npm run station -- address</code></p>
<p>${justOpened} <a href="/">${goOn}</a></p>
</section>`;
}
