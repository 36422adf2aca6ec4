import type { App, Session, WebContents } from 'electron';
import type { Logger } from '../../base/log.ts';
import type { PageOrigin } from './windows-scheme.ts';

export interface LockDownOptions {
  readonly app: Pick<App, 'on'>;
  readonly pages: PageOrigin;
  readonly log: Logger;
}

/**
 * Takes from every page, whichever window it is in, what a till's page has no use for: going elsewhere, opening windows,
 * frames of others, devices, permissions, downloads. Must be called before Electron is ready, so that no page and no
 * session comes up without it.
 * @returns what locks a session that may be older than this; one that is locked already is left as it is.
 */
export function lockDown({ app, pages, log }: LockDownOptions): (session: Session) => void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, pages, log));
  const locked = new WeakSet<Session>();
  function lockOnce(session: Session): void {
    // Some of Electron's callbacks may be called once only, so two listeners would be one too many.
    if (!locked.has(session)) lockSession(session, pages, log);
    locked.add(session);
  }
  app.on('session-created', lockOnce);
  return lockOnce;
}

function lockContents(contents: WebContents, pages: PageOrigin, log: Logger): void {
  const denied = (what: string) => log.log('warn', 'denied to a page', { what, contents: contents.id });

  // In development the server reloads its own page.
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (pages.isDevelopment && pages.isOurs(event.url)) return;
    event.preventDefault();
    denied('navigation');
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    denied('webview');
  });
  contents.setWindowOpenHandler(() => {
    denied('new window');
    return { action: 'deny' };
  });
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.on('context-menu', (event) => event.preventDefault());
  contents.on('devtools-opened', () => {
    if (!pages.isDevelopment) contents.closeDevTools();
  });
  // The preload script only invokes; whatever is sent comes from elsewhere.
  contents.on('ipc-message', (_event, channel) => denied(`message on ${channel.slice(0, 80)}`));
  contents.on('ipc-message-sync', (_event, channel) => denied(`message on ${channel.slice(0, 80)}`));
}

/**
 * Hardware belongs to the main process: a page gets no device, whether it asks, was asked for or is remembered.
 * Requests go to our own files alone, so that `file:` and every other address are refused whatever the page contains.
 */
function lockSession(session: Session, pages: PageOrigin, log: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log.log('warn', 'denied to a page', { what: permission });
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    log.log('warn', 'denied to a page', { what: 'download' });
  });
  session.webRequest.onBeforeRequest((details, decide) => {
    const cancel = !pages.mayLoad(details.url);
    if (cancel) log.log('warn', 'denied to a page', { what: 'request', resource: details.resourceType });
    decide({ cancel });
  });
  // Would fetch dictionaries from the outside.
  session.setSpellCheckerEnabled(false);
}
