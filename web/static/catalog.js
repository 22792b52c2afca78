// A catalogue (台帳) of the person's own, on 設定: read and checked by the module for spreadsheets, which says line and
// column of what is wrong. Until one is sound the catalogue in use stays.

import { app, element } from './{{parts}}';

// A file of more than a megabyte is no catalogue.
const MOST = 1024 * 1024;

export function showCatalog(place) {
  const told = element('div', { class: 'told', role: 'status', tabindex: '-1' });
  const say = (...content) => {
    told.replaceChildren(...content);
    told.focus();
  };
  const lines = (problems) => element('ul', { class: 'incoming-list' }, problems.map(
    ({ line, column, message }) => element('li', {}, line > 0 ? `${line}行${column}列: ${message}` : message),
  ));

  async function read(file) {
    if (file.size > MOST) return say('この大きさのファイルは台帳ではありません。台帳(TOML)のファイルを選んでください。');
    let text;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      return say('文字コードがUTF-8ではないため読めません。UTF-8で保存し直してください。');
    }
    let outcome;
    try {
      const sheets = await window.kakariSheets();
      outcome = sheets.catalogFromToml(text);
    } catch {
      return say('台帳を読む部品を読み込めませんでした。通信を確かめて、もう一度選んでください。');
    }
    const { catalog, label, fingerprint, problems } = outcome;
    if (problems) {
      return say(
        element('p', {}, `「${file.name}」には直すところが${problems.length}か所あります。いまの台帳のままです。`),
        lines(problems),
      );
    }
    if (app('use catalog', catalog, fingerprint) === false) return say('台帳を読めませんでした。いまの台帳のままです。');
    draw();
    say(`台帳「${label}」(${fingerprint})を使います。この年度の下書きに当てはまります。`);
  }

  function draw() {
    const own = app('own catalog');
    const input = element('input', {
      type: 'file', id: 'catalog-file', accept: '.toml', 'aria-describedby': 'catalog-help',
      change: (event) => {
        const [file] = event.target.files;
        // The same file can be chosen again after it was mended.
        if (file) read(file).finally(() => { event.target.value = ''; });
      },
    });
    const back = element('button', {
      type: 'button', class: 'button is-outline',
      click: () => {
        app('use catalog', '', '');
        draw();
        say('内蔵の台帳に戻しました。');
      },
    }, '内蔵の台帳に戻す');
    place.replaceChildren(
      element('p', { class: 'hint', id: 'catalog-help' },
        '厚生労働省のマニュアルで項目・コード・文言を直した台帳(TOMLのファイル)があれば、内蔵のものの代わりに使えます。ファイルはこの端末の中で調べます。'),
      own && element('p', {}, `いまは自分で読み込んだ台帳(${own})があります。`) || '',
      element('div', { class: 'field' },
        element('label', { class: 'field-label', for: 'catalog-file' }, '台帳のファイルを選ぶ'), input),
      own && back || '',
      told,
    );
  }

  draw();
}
