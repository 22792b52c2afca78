// Other people's pages: a server for pages that hold the element, and one that stands in front of the app under test.

import { createServer } from 'node:http';

import { BASE_URL } from './harness.mjs';

const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' };

/** What a page of a prefecture allows at most: its own files, and the checker of another host. */
export const strict = (modules, more = '') => [
  "default-src 'self'", `script-src 'self' ${modules} 'wasm-unsafe-eval'`, "style-src 'self'", `connect-src 'self' ${modules}`,
  `frame-src 'self' ${modules}`, "base-uri 'none'", "form-action 'none'", more,
].filter(Boolean).join('; ');

/**
 * A server on a port of its own, until the test `t` ends. `files`: path → text, or `{ body, headers, status }`. What is not
 * there is taken from the app under test where `app` is true, with the headers that it has there.
 */
export async function site(t, files, { app = false } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url, 'http://127.0.0.1');
    const own = files[pathname];
    if (own !== undefined) {
      const { body, headers, status } = typeof own === 'string' ? { body: own } : own;
      const type = TYPES[pathname.split('.').at(-1)] ?? 'text/html';
      response.writeHead(status ?? 200, { 'content-type': `${type}; charset=utf-8`, 'access-control-allow-origin': '*', ...headers });
      return response.end(body);
    }
    if (!app || pathname === '/favicon.ico') {
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404);
      return response.end();
    }
    const answer = await fetch(BASE_URL + pathname.slice(1) + search, { headers: { 'accept-encoding': 'identity' } });
    const kept = ['content-type', 'content-security-policy', 'access-control-allow-origin', 'cache-control'];
    response.writeHead(answer.status, Object.fromEntries(kept.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)])));
    return response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  t.after(() => new Promise((closed) => {
    server.closeAllConnections();
    server.close(closed);
  }));
  return { origin, url: `${origin}/`, files };
}

/** A page with something in its body, and with scripts of its own. */
export const page = (body, { scripts = [], styles = [], head = '' } = {}) => `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>例示県の案内</title><meta name="viewport" content="width=device-width, initial-scale=1">
${head}${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('')}${scripts.map((src) => `<script type="module" src="${src}"></script>`).join('')}
</head><body><main><h1>例示県の案内</h1>${body}</main></body></html>`;

/** A page with the element, whose files come from another origin, under a policy that allows no more than is needed. */
export async function host(t, body, { files = {}, policy, headers = {}, ...more } = {}) {
  const modules = new URL(BASE_URL).origin;
  const own = await site(t, {});
  own.files['/'] = {
    body: page(body, { scripts: [`${BASE_URL}embed/kakari-checker.js`, ...(more.scripts ?? [])], ...more.page, styles: more.styles }),
    headers: { 'content-security-policy': policy ?? strict(modules), ...headers },
  };
  Object.assign(own.files, files);
  return own;
}

/** The element, once its first screen is there. */
export async function ready(page_, at = 0) {
  const element = page_.locator('kakari-checker').nth(at);
  await element.locator('.root[data-state="ready"]').waitFor();
  return element;
}
