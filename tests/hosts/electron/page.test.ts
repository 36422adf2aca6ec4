// Goal: the Electron host keeps a page to its own: nothing of ours leaks into it, and it gets nowhere from there.
// Method: the real host and preload script over a stand-in for Electron whose windows are pages of a real Chromium.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ElectronUnderTest } from './electron-under-test.ts';
import { startElectron, until } from './electron-under-test.ts';

let electron: ElectronUnderTest;

beforeAll(async () => {
  electron = await startElectron();
});
afterAll(() => electron.close());

const inPage = (expression: string) => electron.evaluate('cashier', expression);

describe('the bridge', () => {
  test('a page reaches the core through its named functions, and gets answers', async () => {
    const before = electron.till.calls.length;
    expect(await inPage(`daybook.echoSay({ text: '你好' })`)).toEqual({ ok: true, value: { text: '你好' } });
    expect(electron.till.calls.slice(before)).toEqual([
      { from: 'cashier', channel: 'echo:say', input: { text: '你好' } },
    ]);
  });

  test('the windows and the readiness are announced', () => {
    expect(electron.announced).toEqual([
      '{"window":"cashier"}',
      '{"window":"customer"}',
      '{"ready":true,"host":"electron"}',
    ]);
  });

  test('it is one frozen object of named functions and nothing else', async () => {
    expect(await inPage('Object.entries(daybook).map(([name, value]) => [name, typeof value])')).toEqual([
      ['echoSay', 'function'],
      ['echoFail', 'function'],
      ['echoHoldOn', 'function'],
      ['echoLook', 'function'],
      ['kind', 'string'],
      ['onPublished', 'function'],
      ['onConnection', 'function'],
    ]);
    expect(await inPage('Object.isFrozen(daybook)')).toBe(true);
    expect(
      await inPage(`(() => { 'use strict'; try { daybook.kind = 'x'; } catch (e) { return e.name; } })()`),
    ).toBe('TypeError');
    expect(
      await inPage(`(() => { 'use strict'; try { window.daybook = {}; } catch (e) { return e.name; } })()`),
    ).toBe('TypeError');
  });

  test('a window knows its kind from the main process', async () => {
    expect(await inPage('daybook.kind')).toBe('cashier');
    expect(await electron.evaluate('customer', 'daybook.kind')).toBe('customer');
  });

  test('neither Node nor Electron is in the page', async () => {
    expect(
      await inPage(
        `['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', 'fakeElectronToMain']
          .map((name) => typeof globalThis[name])`,
      ),
    ).toEqual(Array(8).fill('undefined'));
  });

  test('a listener is given the message, not the event, and a disposer', async () => {
    expect(
      await inPage(`new Promise((resolve) => {
        const dispose = daybook.onPublished('view', (...args) => setTimeout(() => resolve([args.length, typeof args[0], typeof dispose])));
      })`),
    ).toEqual([1, 'object', 'function']);
  });

  test('a listener hears the newest view at once, then each one, and nothing after it was taken away', async () => {
    expect(
      await inPage(`(async () => {
        const heard = [];
        const dispose = daybook.onPublished('view', (view) => heard.push(view.calls));
        await daybook.echoLook({});
        dispose();
        await daybook.echoLook({});
        return heard.map((calls) => calls - heard[0]);
      })()`),
    ).toEqual([0, 1]);
  });

  test('a listener for a topic that does not exist hears nothing', async () => {
    expect(
      await inPage(`(async () => {
        const heard = [];
        daybook.onPublished('__proto__', (message) => heard.push(message));
        await daybook.echoLook({});
        return heard.length;
      })()`),
    ).toBe(0);
  });

  test('the connection is open, and is said to be', async () => {
    expect(await inPage('new Promise((resolve) => daybook.onConnection(resolve))')).toBe('open');
  });

  const failures = [
    { name: 'an input that the schema refuses', call: `daybook.echoSay({ text: 5 })`, code: 'malformed' },
    { name: 'no input where one is due', call: 'daybook.echoSay()', code: 'malformed' },
    {
      name: 'an input that JSON cannot hold',
      call: `daybook.echoSay({ text: 1n })`,
      code: 'till-not-answering',
    },
    { name: 'more than 64 KiB', call: `daybook.echoSay({ text: 'x'.repeat(70000) })`, code: 'oversized' },
    { name: 'a bug in the core', call: 'daybook.echoFail({})', code: 'till-not-answering' },
  ];
  for (const { name, call, code } of failures) {
    test(`nothing is thrown across: ${name}`, async () => {
      const answer = (await inPage(call)) as { ok: boolean; error?: { code: string } };
      expect(answer.error?.code).toBe(code);
      expect(JSON.stringify(answer)).not.toContain('a bug with details');
    });
  }

  test('the customer’s window cannot call what is the cashier’s', async () => {
    const before = electron.till.calls.length;
    expect(await electron.evaluate('customer', `daybook.echoSay({ text: 'void it' })`)).toEqual({
      ok: false,
      error: { code: 'not-for-this-window', params: { channel: 'echo:say', window: 'customer' } },
    });
    expect(electron.till.calls).toHaveLength(before);
  });
});

describe('content', () => {
  test('the page is served from our own scheme, a secure context', async () => {
    expect(electron.fake.world.protocol.schemes).toEqual([
      { scheme: 'daybook', privileges: { standard: true, secure: true, corsEnabled: true, codeCache: true } },
    ]);
    expect(await inPage('document.querySelector("main").textContent')).toBe('收銀機');
    expect(await inPage('isSecureContext')).toBe(true);
  });

  test('its own styles and scripts load', async () => {
    expect(await inPage('getComputedStyle(document.querySelector("main")).color')).toBe('rgb(1, 2, 3)');
  });

  test('no inline script runs, and nothing is evaluated', async () => {
    expect(await inPage('typeof window.inlineScriptRan')).toBe('undefined');
    // From a script of the page: what is evaluated from outside is exempt from the policy.
    expect(
      await inPage(`new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
        document.body.setAttribute('onclick', 'window.inlineScriptRan = true');
        document.body.click();
      })`),
    ).toBe('script-src-attr');
    expect(await inPage('typeof window.inlineScriptRan')).toBe('undefined');
  });

  const violations = [
    { name: 'connect anywhere', act: `fetch('/index.html').catch(() => {})`, directive: 'connect-src' },
    {
      name: 'open a socket',
      act: `try { new WebSocket('wss://example.com') } catch {}`,
      directive: 'connect-src',
    },
    {
      name: 'load a foreign picture',
      act: `new Image().src = 'https://example.com/a.png'`,
      directive: 'img-src',
    },
    {
      name: 'load a foreign script',
      act: `{ const s = document.createElement('script'); s.src = 'https://example.com/a.js'; document.head.append(s); }`,
      directive: 'script-src-elem',
    },
    {
      name: 'put a frame in',
      act: `{ const f = document.createElement('iframe'); f.src = 'https://example.com/'; document.body.append(f); }`,
      directive: 'frame-src',
    },
    {
      name: 'send a form',
      act: `{ const f = document.createElement('form'); f.action = 'https://example.com/'; document.body.append(f); f.submit(); }`,
      directive: 'form-action',
    },
    {
      name: 'move its base',
      act: `{ const b = document.createElement('base'); b.href = 'https://example.com/'; document.head.append(b); }`,
      directive: 'base-uri',
    },
  ];
  for (const { name, act, directive } of violations) {
    test(`the content policy does not let a page ${name}`, async () => {
      expect(
        await inPage(`new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
          ${act};
        })`),
      ).toBe(directive);
    });
  }

  test('requests for files, other schemes and other addresses are refused by the session itself', async () => {
    const { session } = electron.fake.world;
    const isAllowed = (url: string) => session.mayRequest({ url, resourceType: 'image' });
    expect(await isAllowed('daybook://till/assets/page.js')).toBe(true);
    for (const url of [
      'file:///etc/passwd',
      'https://example.com/',
      'http://127.0.0.1:8080/',
      'daybook://other/index.html',
      'daybook://user@till/index.html',
      'blob:https://example.com/1',
      'filesystem:daybook://till/x',
      'nonsense',
    ]) {
      expect(await isAllowed(url), url).toBe(false);
    }
  });
});

describe('going elsewhere', () => {
  const ways = [
    { name: 'by its location', act: `location.href = 'https://example.com/'` },
    { name: 'to a file of its own scheme', act: `location.href = '/assets/page.js'` },
    {
      name: 'by a link',
      act: `{ const a = document.createElement('a'); a.href = 'https://example.com/'; document.body.append(a); a.click(); }`,
    },
    { name: 'by replacing itself', act: `location.replace('https://example.com/')` },
  ];
  for (const { name, act } of ways) {
    test(`a page does not get away ${name}`, async () => {
      const before = electron.log().filter((line) => line.fields.what === 'navigation').length;
      await inPage(`window.isStillHere = true; setTimeout(() => { ${act} }); 1`);
      await until(
        'the navigation was denied',
        () => electron.log().filter((line) => line.fields.what === 'navigation').length > before,
      );
      expect(await inPage('[window.isStillHere, document.querySelector("main").textContent]')).toEqual([
        true,
        '收銀機',
      ]);
    });
  }

  test('a page cannot open another window', async () => {
    const { connection } = await electron.fake.world.browser;
    const pages = async () =>
      (await connection.browser.send('Target.getTargets')).targetInfos.filter(({ type }) => type === 'page')
        .length;
    const before = await pages();
    await inPage(`window.open('https://example.com/'); 1`);
    await until('the window was denied', () =>
      electron.log().some((line) => line.fields.what === 'new window'),
    );
    await until('no page is left of it', async () => (await pages()) === before);
  });

  test('a redirect and a webview are denied for every web contents', () => {
    const contents = electron.window('customer').webContents;
    for (const event of ['will-redirect', 'will-navigate', 'will-frame-navigate', 'will-attach-webview']) {
      let isPrevented = false;
      contents.emit(event, {
        url: 'https://example.com/',
        preventDefault: () => {
          isPrevented = true;
        },
      });
      expect(isPrevented, event).toBe(true);
    }
  });

  test('what is sent to the main process past the bridge is logged and does nothing', () => {
    electron.window('cashier').webContents.emit('ipc-message', {}, 'sqlite:run', 'drop table');
    expect(electron.log().map((line) => line.fields.what)).toContain('message on sqlite:run');
  });
});

describe('devices, permissions, downloads', () => {
  test('a page is denied every permission, asked or checked', async () => {
    const { session } = electron.fake.world;
    for (const name of ['geolocation', 'notifications', 'midi', 'camera', 'microphone']) {
      expect(
        await inPage(`navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`),
        name,
      ).toBe('denied');
    }
    for (const permission of ['hid', 'serial', 'usb', 'media', 'fullscreen', 'clipboard-read', 'unknown']) {
      expect(session.isGranted(permission), permission).toBe(false);
      let isGranted: boolean | undefined;
      session.permissionRequestHandler?.(null, permission, (decision) => {
        isGranted = decision;
      });
      expect(isGranted, permission).toBe(false);
    }
  });

  test('no device is given to a page: remembered, chosen or paired', () => {
    const { session } = electron.fake.world;
    expect(session.devicePermissionHandler?.({ deviceType: 'hid' })).toBe(false);
    let isConfirmed: boolean | undefined;
    session.bluetoothPairingHandler?.({}, ({ confirmed }) => {
      isConfirmed = confirmed;
    });
    expect(isConfirmed).toBe(false);
    const choices = [
      { emitter: session, event: 'select-hid-device', between: [{}], none: null },
      { emitter: session, event: 'select-usb-device', between: [{}], none: undefined },
      { emitter: session, event: 'select-serial-port', between: [[], {}], none: '' },
      {
        emitter: electron.window('cashier').webContents,
        event: 'select-bluetooth-device',
        between: [[]],
        none: '',
      },
    ];
    for (const { emitter, event, between, none } of choices) {
      let isPrevented = false;
      const chosen: unknown[] = [];
      const prevent = {
        preventDefault: () => {
          isPrevented = true;
        },
      };
      emitter.emit(event, prevent, ...between, (choice: unknown) => chosen.push(choice));
      expect([isPrevented, chosen], event).toEqual([true, [none]]);
    }
  });

  test('a download is cancelled', async () => {
    await inPage(
      `{ const a = document.createElement('a'); a.href = 'data:text/plain,x'; a.download = 'x.txt'; document.body.append(a); a.click(); } 1`,
    );
    await until('the download was denied', () =>
      electron.log().some((line) => line.fields.what === 'download'),
    );
    expect(electron.fake.world.session.mayDownload('daybook://till/index.html')).toBe(false);
  });

  test('no dictionary is fetched', () => {
    expect(electron.fake.world.session.isSpellCheckerEnabled).toBe(false);
  });
});

describe('the window', () => {
  test('there is no menu, and so no reload, zoom or developer tools by key', () => {
    expect(electron.fake.applicationMenu).toBeNull();
    expect(electron.window('cashier').options.webPreferences?.devTools).toBe(false);
  });

  test('context menus stay away, those of the page and that of the window', () => {
    const window = electron.window('cashier');
    for (const [emitter, event] of [
      [window.webContents, 'context-menu'],
      [window, 'system-context-menu'],
    ] as const) {
      let isPrevented = false;
      emitter.emit(event, {
        preventDefault: () => {
          isPrevented = true;
        },
      });
      expect(isPrevented, event).toBe(true);
    }
  });

  test('it is shown when its first picture is there', () => {
    expect(electron.window('cashier').options.show).toBe(false);
    expect(electron.window('cashier').isVisible()).toBe(true);
  });

  test('every renderer is sandboxed, whatever a window says', () => {
    expect(electron.fake.app.isSandboxed).toBe(true);
  });
});
