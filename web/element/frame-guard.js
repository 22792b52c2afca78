// A plain script in the words of old browsers: where the modules of this page cannot be read, or stop before the checker is
// there, it says so. The address is shown, since a frame in a sandbox may not open it.
(function () {
  addEventListener('load', function () {
    var checker = document.querySelector('kakari-checker');
    if (checker && checker.shadowRoot) return;
    var trouble = document.getElementById('trouble');
    var app = location.href.replace(/[?#].*/, '').replace(/[^/]*$/, '');
    var link = document.createElement('a');
    link.href = link.textContent = app;
    link.target = '_blank';
    link.rel = 'noopener';
    trouble.textContent = 'チェッカーを動かせません。ブラウザーが古いか、ファイルを読み込めませんでした。通信を確かめて読み直すか、新しい版のブラウザー(Chrome と Edge は 109、Firefox は 115、Safari は 15.6 から)で、次のページを開いてください。';
    trouble.appendChild(document.createElement('br'));
    trouble.appendChild(link);
  });
})();
