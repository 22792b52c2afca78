// Settings, guide, example, words and the year: what helps beside the form.

import assert from 'node:assert/strict';

import {
  DAY, arrived, begin, beside, blank, control, download, eventually, example, field, fresh, go, kept, onDay, record, reload, type, more,
} from './app.mjs';
import { WIDTHS, accessible, fitsWidth, offlineReady, open, scenario, screenshots } from './harness.mjs';

const step = (page) => page.locator('.page').getAttribute('data-step');
const focused = (page) => page.evaluate(() => document.activeElement?.innerText ?? '');
const rootSize = (page) => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
const footer = (page) => page.getByRole('navigation', { name: '設定と使い方' });

/** The content lines of an iCalendar file, unfolded (RFC 5545 3.1). */
function contentLines(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  assert.ok(text.endsWith('\r\n'));
  assert.doesNotMatch(text, /[^\r]\n|\r[^\n]/, 'every line ends with CRLF');
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)} octets: ${line}`);
  return text.replaceAll('\r\n ', '').trimEnd().split('\r\n');
}

const property = (lines, name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));

// Settings -----------------------------------------------------------------------------------------------------------

scenario('settings are used at once, kept over a reload, and no part of the draft', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.prefecture': '13' }), 'target');
  await footer(page).getByRole('link', { name: '設定' }).click();
  await arrived(page, 'settings');
  assert.equal(await focused(page), '設定');
  await page.getByText('下書きの所在地に合わせる(東京都)').waitFor({ state: 'attached' });
  await page.getByLabel('東京都が示した期限').fill('2026-03-06');
  await type(page, '窓口の名称', '東京都 医療政策課');
  await type(page, '電話番号', '03-0000-0000');
  await type(page, 'そのほか', '平日9時から17時まで');
  await page.getByRole('radio', { name: /^西暦/ }).check();
  await page.getByRole('radio', { name: 'とても大きい' }).check();
  await eventually(() => rootSize(page), 22);
  await eventually(async () => (await record(page, 'settings'))?.typeSize, 'larger');
  await reload(page);
  await arrived(page, 'settings');
  assert.equal(await rootSize(page), 22);
  assert.equal(await page.getByLabel('窓口の名称').inputValue(), '東京都 医療政策課');
  assert.equal(await page.getByRole('radio', { name: /^西暦/ }).isChecked(), true);

  await page.getByRole('link', { name: /に戻る$/ }).click();
  await go(page, 'target');
  const calendar = page.locator('.calendar');
  await calendar.getByText('令和8年(2026年)3月6日').first().waitFor();
  assert.doesNotMatch(await calendar.locator('dl').innerText(), /令和\d+年\d/);
  for (const where of ['target', 'review', 'export']) {
    await go(page, where);
    const contact = page.locator('.contact');
    assert.match(await contact.innerText(), /困ったときの連絡先[^]*東京都 医療政策課[^]*03-0000-0000[^]*平日9時/, where);
  }
  await go(page, 'f1');
  const periods = await page.locator('.field-period').allInnerTexts();
  assert.ok(periods.length > 3 && periods.every((period) => !/令和\d+年\d/.test(period)), `${periods}`);
  assert.ok(periods.some((period) => period.includes('2026年1月1日')));
  // The notice keeps the official form, and the draft knows nothing of all this.
  const draft = JSON.parse((await record(page)).text);
  assert.doesNotMatch(JSON.stringify(draft), /医療政策課|western|2026-03-06/);
});

scenario('the prefecture follows the draft unless one is set', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.prefecture': '13' }), 'target');
  await page.getByLabel('東京都が示した期限').waitFor();
  await go(page, 'settings');
  await page.getByLabel('報告先の都道府県').selectOption({ label: '大阪府' });
  await page.getByLabel('大阪府が示した期限').waitFor();
  await page.getByLabel('報告先の都道府県').selectOption('');
  await page.getByLabel('東京都が示した期限').waitFor();
});

scenario('setting the settings back asks first and leaves the draft alone', async ({ page, url }) => {
  const settings = { deadline: '2026-03-06', acceptedCode: '1234567890', office: '医療政策課', years: 'western', typeSize: 'large', guide: 'shown' };
  await begin(page, url, example(), 'settings', { settings });
  assert.equal(await rootSize(page), 19);
  const reset = page.getByRole('button', { name: '設定を初期値に戻す' });
  await reset.press('Enter');
  const question = page.getByRole('group', { name: '設定を初期値に戻す' });
  await eventually(() => question.evaluate((group) => group === document.activeElement), true);
  // Nothing has changed yet, nor does it when the answer is no.
  assert.equal(await page.getByLabel('窓口の名称').inputValue(), '医療政策課');
  await question.getByRole('button', { name: 'やめる' }).click();
  await eventually(() => focused(page), '設定を初期値に戻す');
  assert.equal((await record(page, 'settings')).office, '医療政策課');

  await reset.click();
  await question.getByRole('button', { name: '戻す' }).click();
  await page.getByText('設定を初期値に戻しました。').waitFor();
  assert.equal(await page.getByLabel('窓口の名称').inputValue(), '');
  assert.equal(await rootSize(page), 16);
  await eventually(async () => {
    const { deadline, office, years, typeSize, acceptedCode } = await record(page, 'settings');
    return { deadline, office, years, typeSize, acceptedCode };
  }, { deadline: '', office: '', years: '', typeSize: '', acceptedCode: '1234567890' });
  assert.deepEqual(JSON.parse((await record(page)).text), example());
});

scenario('the largest type fits every screen of a telephone', async ({ page, url }) => {
  await begin(page, url, example(), 'target', { settings: { typeSize: 'larger' } });
  assert.equal(await rootSize(page), 22);
  for (const where of ['target', 'facility', 'f1', 'f2i', 'f2ro', 'review', 'export', 'settings', 'help', 'guide']) {
    await go(page, where);
    await fitsWidth(page);
  }
  await go(page, 'f1');
  await screenshots(page, 'help-larger-type');
}, { width: 375, height: 812 });

// The deadline in a calendar -----------------------------------------------------------------------------------------

scenario('the deadline goes into a calendar, with an alarm 14 days before and whom to ask', async ({ page, url }) => {
  const settings = { deadline: '2026-03-06', office: '東京都 医療政策課; かかりつけ医機能報告担当, 受付', phone: '03-0000-0000' };
  await begin(page, url, example({ 'facility.prefecture': '13' }), 'target', { settings });
  const save = page.getByRole('button', { name: /カレンダーに入れる/ });
  const first = await download(page, () => save.click());
  assert.equal(first.name, 'kakari-R7-0110112489-期限.ics');
  const lines = contentLines(first.bytes);
  assert.equal(lines[0], 'BEGIN:VCALENDAR');
  assert.equal(lines.at(-1), 'END:VCALENDAR');
  assert.deepEqual(property(lines, 'VERSION'), ['2.0']);
  assert.deepEqual(property(lines, 'DTSTART;VALUE=DATE'), ['20260306']);
  assert.deepEqual(property(lines, 'DTEND;VALUE=DATE'), ['20260307']);
  assert.deepEqual(property(lines, 'TRIGGER'), ['-P14D']);
  assert.deepEqual(property(lines, 'UID'), ['kakari-deadline-R7-13']);
  assert.deepEqual(property(lines, 'DTSTAMP'), ['20260201T010000Z']);
  assert.deepEqual(property(lines, 'SUMMARY'), ['かかりつけ医機能報告(令和7年度報告)の期限']);
  const [words] = property(lines, 'DESCRIPTION');
  assert.match(words, /\\n東京都 医療政策課\\; かかりつけ医機能報告担当\\, 受付\\n03-0000-0000$/);

  // Another day, the same entry.
  await page.getByLabel('東京都が示した期限').fill('2026-02-27');
  await page.keyboard.press('Tab');
  const second = contentLines((await download(page, () => save.click())).bytes);
  assert.deepEqual(property(second, 'DTSTART;VALUE=DATE'), ['20260227']);
  assert.deepEqual(property(second, 'UID'), property(lines, 'UID'));
  // Without a day of the prefecture the end of the window counts.
  await page.getByLabel('東京都が示した期限').fill('');
  await page.keyboard.press('Tab');
  const third = contentLines((await download(page, () => save.click())).bytes);
  assert.deepEqual(property(third, 'DTSTART;VALUE=DATE'), ['20260331']);
});

// The guide ----------------------------------------------------------------------------------------------------------

scenario('the guide is shown on the first visit, once, and is gone through by keyboard', async ({ page, context, url }) => {
  await onDay(context, DAY);
  await open(page, url);
  await arrived(page, 'guide');
  const heading = page.getByRole('heading', { level: 2 });
  await heading.getByText('何をするものか').waitFor();
  for (const [next, words] of [['2', 'どう進めるか'], ['3', '入力した内容はどこにあるか']]) {
    await page.getByRole('link', { name: '次へ' }).press('Enter');
    await eventually(() => page.evaluate(() => location.hash), `#/guide/${next}`);
    await heading.getByText(words).waitFor();
    assert.equal(await page.locator('.guide-points li').count() > 0, true);
    await eventually(() => focused(page), `はじめての方へ ${next}/3`, 'the focus is on the heading');
  }
  assert.equal(await page.getByRole('link', { name: '案内をとばす' }).count(), 0, 'nothing is left to skip');
  // Back is back by one screen.
  await page.goBack();
  await heading.getByText('どう進めるか').waitFor();
  await page.goForward();
  await page.getByRole('link', { name: '最初のページへ' }).press('Enter');
  await arrived(page, '');
  await eventually(async () => (await record(page, 'settings'))?.guide, 'shown');
  await open(page, url);
  await arrived(page, '');
  await page.getByRole('button', { name: 'はじめる' }).waitFor();
});

scenario('the guide can be skipped by keyboard and opened again from the foot of the page', async ({ page, context, url }) => {
  await onDay(context, DAY);
  await open(page, url);
  await arrived(page, 'guide');
  for (let presses = 0; (await focused(page)) !== '案内をとばす'; presses += 1) {
    assert.ok(presses < 10, 'the way past it is near');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await arrived(page, '');
  await footer(page).getByRole('link', { name: 'はじめての方へ' }).press('Enter');
  await arrived(page, 'guide');
  assert.equal(await focused(page), 'はじめての方へ 1/3');
});

scenario('whoever comes to a step, or has a draft, is not held up by the guide', async ({ page, context, url }) => {
  await onDay(context, DAY);
  await open(page, url, '#/help');
  await arrived(page, 'help');
  await begin(page, url, blank, '');
  assert.equal(await step(page), '');
});

// The example --------------------------------------------------------------------------------------------------------

const banner = (page) => page.locator('.banner.is-example');

scenario('the example is marked everywhere, changed freely, and never kept over the own draft', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '大切な医院' }), 'target');
  await go(page, '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  for (const where of ['target', 'f1', 'review', 'notice', 'export', 'help']) {
    await go(page, where);
    await banner(page).getByText('記入例を見ています。架空の診療所です。').waitFor();
  }
  await go(page, 'facility');
  await control(page, 'facility.name').fill('書き換えた医院');
  await page.keyboard.press('Tab');
  // Whatever it is called, it stays a specimen.
  assert.equal(await control(page, 'facility.name').inputValue(), '【見本】書き換えた医院');
  await go(page, 'notice');
  assert.match(await page.locator('.notice-view').innerText(), /【見本】書き換えた医院/);
  const notice = await download(page, () => page.getByRole('button', { name: /HTMLファイルで保存/ }).click());
  assert.match(notice.name, /院内掲示-見本/);
  assert.match(notice.bytes.toString('utf8'), /【見本】書き換えた医院/);
  const file = await download(page, () => page.keyboard.press('Control+s'));
  assert.match(file.name, /-見本\.kakari\.json$/);
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.name, '【見本】書き換えた医院');
  await go(page, 'export');
  const table = await download(page, () => page.getByRole('button', { name: /^CSV.*システム/ }).click());
  assert.match(table.name, /-見本/);
  assert.match(table.bytes.toString('utf8'), /【見本】書き換えた医院/);

  assert.equal(JSON.parse((await record(page)).text).facility.name, '大切な医院');
  await banner(page).getByRole('button', { name: '閉じて自分の下書きへ' }).click();
  await banner(page).waitFor({ state: 'detached' });
  await go(page, 'facility');
  assert.equal(await control(page, 'facility.name').inputValue(), '大切な医院');
  assert.equal((await kept(page)).facility.name, '大切な医院');
});

scenario('what was typed just before the example was opened is kept, and can still be taken back', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '前の名前' }), 'facility');
  await control(page, 'facility.name').fill('直前の変更');
  // Faster than a change is kept.
  await page.evaluate(() => { location.hash = '#/'; });
  await arrived(page, '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await banner(page).waitFor();
  await eventually(async () => JSON.parse((await record(page)).text).facility.name, '直前の変更');
  assert.equal(await page.getByRole('button', { name: '元に戻す' }).getAttribute('aria-disabled'), 'true');
  // The first page is about the own draft.
  await go(page, '');
  await banner(page).waitFor({ state: 'detached' });
  await page.getByText('直前の変更').first().waitFor();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => (await kept(page)).facility.name, '前の名前');
});

scenario('without an own draft the example leaves nothing behind', async ({ page, url }) => {
  await fresh(page, url);
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  await control(page, 'facility.phone').fill('011-222-2222');
  await page.keyboard.press('Tab');
  await page.evaluate(() => new Promise((rest) => setTimeout(rest, 600)));
  assert.equal(await record(page), null);
  await banner(page).getByRole('button', { name: '閉じて最初のページへ' }).click();
  await arrived(page, '');
  assert.equal(await page.getByRole('link', { name: /^続きから/ }).count(), 0);
  await reload(page);
  await page.getByRole('button', { name: 'はじめる' }).waitFor();
});

// Words --------------------------------------------------------------------------------------------------------------

scenario('a word is explained beside its field, with its source, by keyboard', async ({ page, url }) => {
  await begin(page, url, example(), 'f2ni');
  const acp = field(page, 'f2ni.acp');
  assert.equal(await acp.getByText(/もしものときのために/).count(), 0);
  const open = await more(page, 'f2ni.acp');
  await open.getByText('「ACP(人生会議)」とは').waitFor();
  await acp.getByText(/^もしものときのために/).waitFor();
  await acp.getByText(/^出典: ガイドライン 第2章 注15/).waitFor();
  await page.keyboard.press('Enter');
  await eventually(() => acp.getByText(/^もしものときのために/).count(), 0);
  // Opening it is no visit to the field: nothing is said about it.
  assert.equal(await beside(page, 'f2ni.acp').count(), 0);

  await go(page, 'f1');
  const fte = await more(page, 'f1.generalist.fte');
  await fte.getByText('「常勤換算」とは').waitFor();
  await fte.getByText('このツールの説明').first().waitFor();
  await accessible(page, 'a word is open');
});

scenario('counts that G-MIS fills in explain NDB, others do not', async ({ page, url }) => {
  await begin(page, url, example(), 'f2i');
  const said = async (id) => (await more(page, id)).locator('.word-term').allInnerTexts();
  assert.deepEqual(await said('f2i.claims.overtime'), ['「NDB」とは']);
  assert.deepEqual(await said('f2i.rota'), ['「在宅当番医制」とは']);
  assert.deepEqual(await said('f2i.center'), []);
});

scenario('a word that cannot be loaded says so, and can be asked for again', async ({ page, url, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to load/);
  const chunk = '**/assets/split_late-*.wasm';
  await page.route(chunk, (route) => route.abort());
  await begin(page, url, example(), 'f2ni');
  const acp = field(page, 'f2ni.acp');
  await more(page, 'f2ni.acp');
  await acp.getByText('説明を読み込めませんでした').first().waitFor();
  await page.unroute(chunk);
  await acp.getByRole('button', { name: 'もう一度読み込む' }).first().click();
  await acp.getByText(/^もしものときのために/).waitFor();
}, { context: { serviceWorkers: 'block' } });

scenario('words and the year are there without a network', async ({ page, context, url }) => {
  await begin(page, url, example(), 'f2ni');
  await offlineReady(page);
  await context.setOffline(true);
  const acp = field(page, 'f2ni.acp');
  await more(page, 'f2ni.acp');
  await acp.getByText(/^もしものときのために/).waitFor();
  await go(page, 'help');
  await page.locator('.year [aria-current=date]').waitFor();
}, { worker: true });

scenario('a page explains all words', async ({ page, url }) => {
  await begin(page, url, example(), 'help');
  await page.getByRole('main').getByRole('link', { name: 'ことばの説明' }).click();
  await page.waitForURL(`${url}words/`);
  const terms = await page.locator('dt').allInnerTexts();
  for (const term of ['常勤換算', 'NDB', '地域ケア会議', '特定行為研修', '電子処方箋', 'オンライン資格確認', '主治医意見書']) {
    assert.ok(terms.includes(term), term);
  }
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 812 });
    await accessible(page);
    await fitsWidth(page);
  }
  await screenshots(page, 'help-words-page');
});

// The year -----------------------------------------------------------------------------------------------------------

for (const [day, expected] of [
  ['2025-10-31', [/^今日は令和7年10月31日です。この報告の案内が始まる前です。/]],
  ['2025-11-01', [/^令和7年 11月頃から/]],
  ['2025-12-31', [/^令和7年 11月頃から/]],
  ['2026-01-01', [/^令和8年 1月〜3月/]],
  ['2026-03-31', [/^令和8年 1月〜3月/]],
  ['2026-04-01', [/^令和8年 4月\s*いまここ/, /^令和8年 4月〜6月頃/]],
  ['2026-07-01', [/^令和8年 7月頃から/]],
  ['2026-12-31', [/^令和8年 12月頃/]],
  ['2027-01-01', [/^今日は令和9年1月1日です。この報告の1年は終わりました。/]],
]) {
  scenario(`the year marks today on ${day}`, async ({ page, url }) => {
    await begin(page, url, example(), 'help', { day });
    await page.getByRole('heading', { name: '令和7年度報告の1年の流れ' }).waitFor();
    const now = page.locator('.year [aria-current=date]');
    await now.first().waitFor();
    const texts = await now.allInnerTexts();
    assert.equal(texts.length, expected.length, `${texts}`);
    texts.forEach((text, at) => {
      assert.match(text, expected[at]);
      assert.match(text, /いまここ/);
    });
    assert.equal(await page.locator('.year > li').count(), /^今日/.test(texts[0]) ? 7 : 6);
  });
}

scenario('each part of the year names its source, and its days follow the setting', async ({ page, url }) => {
  await begin(page, url, example(), 'help', { settings: { years: 'western' } });
  const parts = page.locator('.year > li');
  await parts.first().waitFor();
  assert.equal(await parts.count(), 6);
  for (const part of await parts.allInnerTexts()) assert.match(part, /^202[56]年 [^]*出典: /);
});

// Looked at ----------------------------------------------------------------------------------------------------------

for (const width of WIDTHS) {
  scenario(`settings, guide, help and example are accessible and fit ${width} px`, async ({ page, url }) => {
    const settings = { office: '東京都 医療政策課', phone: '03-0000-0000', deadline: '2026-03-06' };
    await begin(page, url, example(), 'settings', { settings });
    for (const where of ['settings', 'help', 'guide', 'guide/2', 'guide/3', 'target', 'review', 'export']) {
      await page.evaluate((name) => { location.hash = `#/${name}`; }, where);
      await arrived(page, where.split('/')[0]);
      if (where === 'help') await page.locator('.year').waitFor();
      await accessible(page, where);
      await fitsWidth(page);
    }
    await go(page, 'settings');
    await page.getByRole('button', { name: '設定を初期値に戻す' }).click();
    await page.getByRole('group', { name: '設定を初期値に戻す' }).waitFor();
    await accessible(page, 'asked whether to set back');
    await go(page, '');
    await page.getByRole('button', { name: '記入例を開く' }).click();
    await arrived(page, 'target');
    await accessible(page, 'example');
    await fitsWidth(page);
  }, { width, height: 812 });
}

scenario('settings, guide, help, words and example are looked at', async ({ page, context, url }) => {
  await onDay(context, DAY);
  await open(page, url);
  await screenshots(page, 'help-guide-1');
  await page.getByRole('link', { name: '次へ' }).click();
  await screenshots(page, 'help-guide-2');
  await begin(page, url, example(), 'settings', { settings: { office: '東京都 医療政策課', phone: '03-0000-0000', deadline: '2026-03-06' } });
  await page.getByRole('button', { name: '設定を初期値に戻す' }).click();
  await screenshots(page, 'help-settings');
  await go(page, 'help');
  await page.locator('.year').waitFor();
  await screenshots(page, 'help-help');
  await go(page, 'target');
  await screenshots(page, 'help-target');
  await go(page, 'f2ni');
  await more(page, 'f2ni.acp');
  await field(page, 'f2ni.acp').getByText(/^もしものときのために/).waitFor();
  await screenshots(page, 'help-words');
  await go(page, '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await go(page, 'f1');
  await screenshots(page, 'help-example');
});
