/** What no page may do here, whatever it is: go elsewhere, open windows, embed pages, ask for rights. */
import { app } from 'electron';
import { isScreenUrl, screenSession } from './screen-address.ts';

export function denyEverythingElse(tell: (what: string) => void): void {
  app.on('web-contents-created', (_, contents) => {
    const stayHere = (event: { preventDefault(): void; readonly url: string }): void => {
      if (isScreenUrl(event.url)) return;
      event.preventDefault();
      tell(`a page wanted to go to ${event.url}`);
    };
    contents.on('will-navigate', stayHere);
    contents.on('will-frame-navigate', stayHere);
    contents.on('will-redirect', stayHere);
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      tell('a page wanted to embed another');
    });
    contents.setWindowOpenHandler(({ url }) => {
      tell(`a page wanted to open a window for ${url}`);
      return { action: 'deny' };
    });
  });
  const screen = screenSession();
  screen.setPermissionRequestHandler((_, permission, callback) => {
    tell(`a page asked for the right "${permission}"`);
    callback(false);
  });
  screen.setPermissionCheckHandler(() => false);
  screen.setDevicePermissionHandler(() => false);
}
