/** What the screen gets of Electron: its end of one connection to the station, and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Connection } from '../main/api/connection.ts';
import { connectChannel, portConnection } from '../main/api/port-connection.ts';

/** Pictures travel as payload: an answer's JSON stays far below this. */
const maxLength = 64 * 1024 * 1024;

const reloadPauseMs = 1000;

const { port1, port2 } = new MessageChannel();
const connection: Connection = portConnection(
  {
    post: (message) => port1.postMessage(message),
    onMessage: (listener) => {
      port1.onmessage = (event) => listener(event.data);
    },
    onClose: (listener) => port1.addEventListener('close', listener),
    close: () => port1.close(),
  },
  { maxLength, onFault: (why) => console.error(`the connection to the station was cut off: ${why}`) },
);
// There is one connection a page. When it ends (the screen gave it up, the station cut it off) the page starts anew.
connection.onClose(() => setTimeout(() => window.location.reload(), reloadPauseMs));
// Only now does Electron know for certain whose page this is: after a crash it hears of the connection before the page.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.postMessage(connectChannel, null, [port2]));
contextBridge.exposeInMainWorld('sightline', connection satisfies Connection);
