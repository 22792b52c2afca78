// What a page may do with the checker: hear of the result, and say so in its own words.

import '../../embed/kakari-checker.js';
import '../../embed/kakari-frame.js';

document.addEventListener('kakari-result', ({ detail }) => {
  if (detail.mode !== 'quick') return;
  const words = { target: '対象', not_target: '対象外', undecided: '未定' };
  document.getElementById('heard').textContent = `この県のページに届いた判定: ${words[detail.result.target.status] ?? '未定'}`;
});
