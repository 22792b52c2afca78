// What PRIVACY.md says: what the browser keeps, and that nothing is sent. Both over a whole session, through every screen.

import assert from 'node:assert/strict';

import { arrived, chooseFile, download, eventually, example, fresh, go, kept, openFile, source, type } from './app.mjs';
import { offlineReady, scenario } from './harness.mjs';

/** In everything that is typed, so that any trace of it can be looked for. */
const MARK = 'himitsu7';

/** Goes through the app as a person does in a year: types, saves, prints, copies, deletes, reads files back. */
async function session(page, url) {
  await fresh(page, url);
  await offlineReady(page);
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  await type(page, '医療機関の名称', `${MARK}医院`);
  await type(page, '電話番号', '011-000-0000');
  await kept(page);
  await openFile(page, JSON.stringify(example({ 'facility.name': `${MARK}クリニック`, 'f1.remarks': MARK })));
  for (const step of ['f1', 'f2i', 'f2ro', 'f2ha', 'f2ni', 'other', 'review', 'notice']) {
    await go(page, step);
    if (step === 'f2ha') await type(page, '特記事項', `${MARK} 在宅医療`);
  }
  await kept(page);
  await go(page, 'explain');
  const blank = page.locator('.plan-blank').first();
  await blank.fill(`患者 ${MARK}`);
  page.once('dialog', (dialog) => dialog.accept());
  await go(page, 'export');
  const draft = await download(page, () => page.keyboard.press('Control+s'));
  await go(page, 'transcribe');
  await page.locator('#shelf > *').first().waitFor();
  for (const step of ['history', 'differences', 'help', 'settings']) {
    await go(page, step);
    await page.locator('#shelf > *, .year').first().waitFor();
  }
  await type(page, '窓口の名称', `${MARK} 医療政策課`);
  const edition = (await source('crates/catalog/editions/R7.toml')).replace('label = "令和7年度報告"', `label = "${MARK}の台帳"`);
  await page.getByLabel('台帳のファイルを選ぶ').setInputFiles({ name: `${MARK}.toml`, mimeType: 'application/toml', buffer: Buffer.from(edition) });
  await page.locator('#shelf').getByText(`台帳「${MARK}の台帳」`).waitFor();
  await go(page, 'drafts');
  await page.locator('#shelf .drafts-entry').first().waitFor();
  const file = await download(page, () => page.getByRole('button', { name: 'すべての下書きを1つのファイルに保存' }).click());
  await chooseFile(page, file.bytes, file.name);
  await eventually(() => page.locator('#shelf > .drafts-list > .drafts-entry').count(), 4);
  const other = page.locator('#shelf > .drafts-list > .drafts-entry:not(.is-open)').first();
  await other.getByRole('button', { name: /^削除/ }).click();
  await page.locator('.drafts-undo').waitFor();
  await go(page, '');
  await chooseFile(page, draft.bytes, draft.name);
  await arrived(page, 'review');
  await page.locator('.header-keeping', { hasText: '保存しました' }).waitFor();
}

/** A table of PRIVACY.md below a heading: its rows as cells without the marks of Markdown. */
async function table(heading) {
  const text = await source('PRIVACY.md');
  const part = text.split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  return part.split('\n').filter((line) => line.startsWith('| `')).map((line) => (
    line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''))
  ));
}

scenario('after a whole session the browser keeps what PRIVACY.md lists and nothing else', async ({ page, context, url }) => {
  await session(page, url);
  const found = await page.evaluate(async () => {
    const databases = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) databases.push(`${name} ${store}`);
      database.close();
    }
    return {
      databases,
      caches: await caches.keys(),
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      registrations: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      directory: await navigator.storage.getDirectory().then(async (folder) => {
        const names = [];
        for await (const name of folder.keys()) names.push(name);
        return names;
      }),
    };
  });
  const listed = (await table('データベース(IndexedDB)')).map(([database, store]) => `${database} ${store}`);
  assert.ok(listed.length > 0);
  assert.deepEqual(found.databases.sort(), listed.sort());
  const caches = (await table('アプリのファイル(Cache Storage)')).map(([name]) => name);
  assert.equal(caches.length, 1);
  const [prefix] = caches[0].split('(');
  assert.equal(found.caches.length, 1);
  assert.ok(found.caches[0].startsWith(`${prefix}/-`), found.caches[0]);
  assert.deepEqual([found.local, found.session, found.directory], [[], [], []]);
  assert.deepEqual(found.registrations, [url]);
  assert.deepEqual(await context.cookies(), []);
}, { worker: true });

scenario('what is left for the next start when a page is left is what PRIVACY.md lists, holds no 記入例 and no patient, and goes', async ({ page, url }) => {
  await page.addInitScript(() => {
    const opened = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
      if (window.fault) throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
      return opened.apply(this, given);
    };
  });
  const hide = () => page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new Event('pagehide'));
    delete document.hidden;
  });
  const local = () => page.evaluate(() => Object.entries(localStorage));
  await fresh(page, url);
  await openFile(page, JSON.stringify(example({ 'facility.name': `${MARK}クリニック` })));
  await kept(page);
  await hide();
  assert.deepEqual(await local(), [], 'all is saved');
  await page.evaluate(() => { window.fault = true; });
  await go(page, 'facility');
  await type(page, '電話番号', '011-111-1111');
  await go(page, 'explain');
  await page.locator('.plan-blank').first().fill('患者 himitsu8');
  await hide();
  const [[key, text], ...more] = await local();
  assert.deepEqual(more, []);
  const names = (await table('離れるときの控え(localStorage)')).map(([name]) => name.replace('(番号)', ''));
  assert.equal(names.length, 1);
  assert.match(key, new RegExp(`^${names[0]}\\d+$`));
  assert.ok(text.includes('011-111-1111') && text.includes(MARK));
  assert.ok(!text.includes('himitsu8'));
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  await page.evaluate(() => { window.fault = false; });
  await eventually(local, []);
}, { worker: true });

scenario('the page for a frame keeps nothing at all', async ({ page, context, url }) => {
  await page.goto(`${url}embed.html`);
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: '次へ' }).click();
  const found = await page.evaluate(async () => [
    ...(await indexedDB.databases()), ...(await caches.keys()), ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  ]);
  assert.deepEqual(found, []);
  assert.deepEqual(await context.cookies(), []);
}, { worker: true });

scenario('what is typed about a patient is in nothing that is kept', async ({ page, url }) => {
  await session(page, url);
  const found = await page.evaluate(async () => {
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of database.objectStoreNames) {
        all.push(JSON.stringify(await new Promise((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        })));
      }
      database.close();
    }
    return all.join('\n');
  });
  assert.ok(found.includes('himitsu7医院'), 'the draft is found');
  assert.ok(!found.includes('患者 himitsu7'));
}, { worker: true });

scenario('over a whole session nothing is sent: every request is a GET of a file of the app, without a question mark', async ({ page, context, url }) => {
  const requests = [];
  context.on('request', (request) => requests.push(request));
  const sockets = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await session(page, url);
  const { files } = JSON.parse(await (await context.request.get(`${url}integrity.json`)).text());
  const own = new Set(['', 'service-worker.js', 'integrity.json', ...Object.keys(files)].map((path) => new URL(path, url).href));
  assert.ok(requests.length > 100, `${requests.length} requests`);
  for (const request of requests) {
    const address = new URL(request.url());
    // What is saved goes from the page to the browser's downloads by such an address.
    if (address.protocol === 'blob:') continue;
    address.hash = '';
    assert.deepEqual([request.method(), request.postData()], ['GET', null], request.url());
    assert.ok(own.has(address.href), request.url());
    const sent = `${decodeURIComponent(request.url())}\n${JSON.stringify(await request.allHeaders().catch(() => request.headers()))}`;
    assert.ok(!sent.includes(MARK), request.url());
  }
  assert.deepEqual(sockets, []);
}, { worker: true });
