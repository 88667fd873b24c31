/**
 * A small Electron application for the contract suite: the real preload and the real IPC connection, each end passed on
 * over a WebSocket to the test, which runs the suite between the two. Bundled by the test.
 */
import { app, BrowserWindow } from 'electron';
import { WebSocket } from 'ws';
import type { Connection } from '../../../main/api/connection.ts';
import { acceptConnections } from '../../../main/electron/ipc-connection.ts';
import { isScreenUrl, screenSession, screenUrl, serveScreen } from '../../../main/electron/screen-address.ts';
import { denyEverythingElse } from '../../../main/electron/shield.ts';
import { socketConnection } from '../../../main/http/socket-connection.ts';

const [relayUrl = '', preload = ''] = process.argv.slice(-2);

const page = `<!doctype html><title>relay</title><script type="module" src="/relay-page.js"></script>`;
const script = `
  const id = new URL(location.href).searchParams.get('id');
  const socket = new WebSocket(${JSON.stringify(relayUrl)} + '/page?id=' + id);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    window.sightline.onMessage((message) => {
      const json = new TextEncoder().encode(JSON.stringify(message.body));
      const bytes = new Uint8Array(4 + json.length + (message.payload?.length ?? 0));
      new DataView(bytes.buffer).setUint32(0, json.length, true);
      bytes.set(json, 4);
      if (message.payload) bytes.set(message.payload, 4 + json.length);
      socket.send(bytes);
    });
    window.sightline.onClose(() => socket.close());
  };
  socket.onmessage = (event) => {
    const length = new DataView(event.data).getUint32(0, true);
    window.sightline.send({ body: JSON.parse(new TextDecoder().decode(new Uint8Array(event.data, 4, length))) });
  };
  socket.onclose = () => window.sightline.close();
`;

let currentId = '';
let isNextRefused = false;
const control = new WebSocket(`${relayUrl}/control`);
const tell = (what: string): void => control.send(what);

function passOn(connection: Connection): void {
  const socket = new WebSocket(`${relayUrl}/main?id=${currentId}`);
  socket.once('open', () => {
    const relay = socketConnection(socket);
    relay.onMessage((message) => connection.send(message));
    connection.onMessage((message) => relay.send(message));
    relay.onClose(() => connection.close());
    connection.onClose(() => relay.close());
  });
}

app.on('window-all-closed', () => undefined);
// Not awaited: Electron becomes ready only once its entry has been evaluated to the end.
void app.whenReady().then(() => {
  serveScreen({
    ui: {
      get: (path) => {
        if (path === '/relay-page.js') return { body: script, headers: { 'content-type': 'text/javascript' } };
        return { body: page, headers: { 'content-type': 'text/html' } };
      },
    },
    pictureFile: async () => null,
    exportFile: async () => null,
  });
  denyEverythingElse(tell);
  acceptConnections({
    refuse: ({ url, isMainFrame }) => {
      if (!isMainFrame || !isScreenUrl(url)) return `not the screen: ${url}`;
      if (!isNextRefused) return null;
      isNextRefused = false;
      return 'once, for the test';
    },
    onConnection: passOn,
    onFault: tell,
  });
  const webPreferences = { preload, sandbox: true, contextIsolation: true };
  const window = new BrowserWindow({ show: false, webPreferences: { ...webPreferences, session: screenSession() } });
  control.on('message', (data) => {
    const [what, argument = ''] = data.toString().split(' ');
    if (what === 'load') {
      currentId = argument;
      void window.loadURL(`${screenUrl}?id=${argument}`);
    } else if (what === 'refuse-once') {
      isNextRefused = true;
    } else if (what === 'stranger') {
      // The same preload in a page that is not ours: its connection must be refused.
      const stranger = new BrowserWindow({ show: false, webPreferences });
      void stranger.loadURL('data:text/html,<p>stranger</p>');
    }
  });
  control.on('close', () => app.exit(0));
});
