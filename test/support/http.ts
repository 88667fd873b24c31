/** Plain HTTP requests with any headers (`fetch` chooses `Host` and `Origin` itself), and a small built screen. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpAsk {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** @param path sent as it is written: nothing normalises `..` on the way. */
export function httpAsk(port: number, path: string, ask: HttpAsk = {}): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: ask.method ?? 'GET', headers: ask.headers ?? {}, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('latin1'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(ask.body);
  });
}

/** Opens a printed address as a browser does; returns the `Cookie` header for later requests. */
export async function signIn(address: string): Promise<string> {
  const url = new URL(address);
  const answer = await httpAsk(Number(url.port), `${url.pathname}${url.search}`);
  const cookie = answer.headers['set-cookie']?.[0]?.split(';', 1)[0];
  if (answer.status !== 303 || !cookie) throw new Error(`the address was not accepted: ${answer.status}`);
  return cookie;
}

export async function temporaryFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `sightline-${name}-`));
}

export async function smallUi(): Promise<string> {
  const folder = await temporaryFolder('ui');
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__NONCE__"><title>Sightline</title><script type="module" src="/assets/app-1.js"></script>',
  );
  await writeFile(join(folder, 'assets', 'app-1.js'), 'console.log("screen")');
  await writeFile(join(folder, 'assets', 'app-1.js.map'), '{"sources":["secret.ts"]}');
  await writeFile(join(folder, '.vite', 'manifest.json'), '{}');
  return folder;
}
