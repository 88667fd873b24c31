/**
 * The screen's address in Electron: `https://sightline.invalid/`, answered by this process from the same tables and with
 * the same policy as over HTTP.
 *
 * The session of the window asks nobody but us for any https or http address, so that no page in it can reach a
 * network, and `.invalid` never resolves (RFC 2606). A scheme of our own would need to be registered before Electron is
 * ready and give nothing more.
 */
import { Readable } from 'node:stream';
import { type Session, session } from 'electron';
import { openExport } from '../http/export-files.ts';
import { openPicture, type PictureFile } from '../http/picture-files.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { UiFiles } from '../http/ui-files.ts';

export const screenUrl = 'https://sightline.invalid/';

export function isScreenUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === new URL(screenUrl).origin;
}

/** In memory: nothing that a page leaves behind outlives the window. */
export function screenSession(): Session {
  return session.fromPartition('screen');
}

type ResponseBody = ConstructorParameters<typeof Response>[0];

export interface Served {
  readonly ui: UiFiles;
  readonly pictureFile: (id: string) => Promise<string | null>;
  readonly exportFile: (name: string) => Promise<string | null>;
}

export function serveScreen(served: Served): void {
  for (const scheme of ['https', 'http']) {
    screenSession().protocol.handle(scheme, (request) => answer(request, served));
  }
}

async function answer(request: Request, { ui, pictureFile, exportFile }: Served): Promise<Response> {
  const url = new URL(request.url);
  if (!isScreenUrl(request.url) || request.method !== 'GET') return notFound();
  const picture = /^\/pictures\/([^/]+)$/.exec(url.pathname)?.[1];
  if (picture !== undefined) return stream(await openPicture(pictureFile, picture));
  const name = /^\/exports\/([^/]+)$/.exec(url.pathname)?.[1];
  if (name !== undefined) return stream(await openExport(await exportFile(name)));
  const file = ui.get(url.pathname);
  return file
    ? respond(typeof file.body === 'string' ? file.body : new Uint8Array(file.body), file.headers)
    : notFound();
}

function stream(found: PictureFile | null): Response {
  // Node's and the DOM's streams are one and the same here; their types are two.
  return found ? respond(Readable.toWeb(found.stream) as unknown as ResponseBody, found.headers) : notFound();
}

function respond(body: ResponseBody, headers: Readonly<Record<string, string>>): Response {
  return new Response(body, { headers: { ...securityHeaders, ...headers } });
}

function notFound(): Response {
  return new Response('there is nothing at this address\n', { status: 404, headers: { 'content-type': 'text/plain' } });
}
