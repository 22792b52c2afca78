// WebKit by plain WebDriver: WebKitWebDriver starts MiniBrowser, on a screen that nobody sees.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const KEYS = { Enter: '\uE007', Tab: '\uE004', End: '\uE010', Space: ' ', ArrowDown: '\uE015' };

/** Where Debian and its kin put MiniBrowser. */
function miniBrowser() {
  for (const root of ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib64']) {
    const folders = existsSync(root) ? readdirSync(root).filter((name) => /^webkit2?gtk-/.test(name)) : [];
    const found = folders.sort().reverse().map((folder) => join(root, folder, 'MiniBrowser')).find((path) => existsSync(path));
    if (found) return found;
  }
  return null;
}

const onPath = (name) => (process.env.PATH ?? '').split(':').map((folder) => join(folder, name)).find((path) => existsSync(path));

/** What is missing on this machine, in words; empty where WebKit can be driven. */
export function missing() {
  const lacking = ['WebKitWebDriver', 'Xvfb'].filter((name) => !onPath(name));
  if (!miniBrowser()) lacking.push('MiniBrowser');
  return lacking.join(', ');
}

const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** An X server of our own, which picks a free number and tells it. */
async function screen() {
  const server = spawn(onPath('Xvfb'), ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    server.once('error', reject).once('exit', () => reject(new Error('Xvfb ended')));
    server.stdio[3].once('data', (bytes) => resolve(bytes.toString().trim()));
  });
  return { display: `:${number}`, stop: () => server.kill() };
}

/** Starts WebKit. Gives what `ways.mjs` drives a browser by. */
export async function launchWebKit() {
  const own = await screen();
  const port = await freePort();
  const driver = spawn(onPath('WebKitWebDriver'), [`--port=${port}`], {
    stdio: 'ignore',
    // MiniBrowser is the driver's child and takes the screen from it.
    env: { ...process.env, DISPLAY: own.display },
  });
  let session = '';
  const send = async (method, path, body, signal) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), signal });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const ask = (method, path, body, signal) => send(method, `${session}${path}`, body, signal);
  const quit = async () => {
    if (session) await send('DELETE', session).catch(() => {});
    driver.kill();
    own.stop();
  };
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        await send('GET', '/status');
        break;
      } catch (error) {
        if (tries === 100) throw error;
        await rest(100);
      }
    }
    const started = await send('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } } },
    });
    session = `/session/${started.sessionId}`;
    await ask('POST', '/timeouts', { script: 10_000, pageLoad: 60_000 });
    await ask('POST', '/window/rect', { width: 1280, height: 900 });
    const once = (body, args) => ask('POST', '/execute/async', {
      script: `const args = [...arguments]; const done = args.pop();
        Promise.resolve((${body})(...args)).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      args,
    }, AbortSignal.timeout(20_000));
    // What is asked of a page that is just being left is never answered: it is asked again of the one that follows.
    const script = async (body, args, tries = 3) => {
      try {
        return await once(body, args);
      } catch (error) {
        if (tries === 1 || !(error.name === 'TimeoutError' || /script timeout/.test(error.message))) throw error;
        return script(body, args, tries - 1);
      }
    };
    const run = async (body, ...args) => {
      const { value, error } = await script(body.toString(), args);
      if (error) throw new Error(error);
      return value;
    };
    return {
      name: `WebKit ${started.capabilities.browserVersion}`,
      quit,
      run,
      open: (url) => ask('POST', '/url', { url }),
      reload: () => ask('POST', '/refresh', {}),
      async element(body, ...args) {
        const found = await run(body, ...args);
        if (!found) return null;
        const path = `/element/${found[ELEMENT]}`;
        return {
          handle: found,
          click: () => ask('POST', `${path}/click`, {}),
          type: (text) => ask('POST', `${path}/value`, { text }),
        };
      },
      async press(key) {
        const actions = [{ type: 'keyDown', value: KEYS[key] ?? key }, { type: 'keyUp', value: KEYS[key] ?? key }];
        await ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
      },
    };
  } catch (error) {
    await quit();
    throw error;
  }
}
