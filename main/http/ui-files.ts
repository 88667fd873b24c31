/**
 * The built screen, in memory: what is not in this table does not exist, so that no request can name another file.
 *
 * Both hosts serve from it (HTTP here, a protocol of its own in Electron).
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { StationError } from '../api/errors.ts';
import { contentSecurityPolicy, newNonce } from './security-headers.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

const page = '/index.html';
const noncePlaceholder = /__NONCE__/g;

export interface UiFile {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface UiFiles {
  /** The file of a URL path (`/`, `/assets/index-3f2a.js`), or null. The page gets a new nonce each time. */
  get(urlPath: string): UiFile | null;
}

/** @throws StationError when the screen has not been built into `folder`. */
export async function loadUiFiles(folder: string): Promise<UiFiles> {
  const files = new Map<string, Buffer>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw notBuilt(folder, cause);
  });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const urlPath = `/${relative(folder, path).split(sep).join('/')}`;
    // Not links, not the build tool's own folders, nothing of a type that a page does not load (source maps).
    if (!entry.isFile() || urlPath.includes('/.') || !(extname(urlPath) in mediaTypes)) continue;
    files.set(urlPath, await readFile(path));
  }
  const html = files.get(page)?.toString('utf8');
  if (html === undefined) throw notBuilt(folder);
  return {
    get: (urlPath) => {
      if (urlPath === '/' || urlPath === page) return pageWithNonce(html);
      const body = files.get(urlPath);
      return body ? { body, headers: assetHeaders(urlPath) } : null;
    },
  };
}

function pageWithNonce(html: string): UiFile {
  const nonce = newNonce();
  return {
    body: html.replace(noncePlaceholder, nonce),
    headers: {
      'content-type': mediaTypes['.html'] ?? '',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
    },
  };
}

function assetHeaders(urlPath: string): Readonly<Record<string, string>> {
  // The build puts a hash of the content into the names under /assets/.
  const isHashed = urlPath.startsWith('/assets/');
  return {
    'content-type': mediaTypes[extname(urlPath)] ?? 'application/octet-stream',
    'cache-control': isHashed ? 'private, max-age=31536000, immutable' : 'no-cache',
  };
}

function notBuilt(folder: string, cause?: unknown): StationError {
  return new StationError('not-found', `the screen has not been built (nothing at ${folder})`, {
    remedy: 'run: npm run build',
    cause,
  });
}
