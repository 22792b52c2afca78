// The same declarations for `require`.

import kakari = require('@kakari/checker');
import engine = require('@kakari/checker/engine');

const draft: kakari.Draft = { format: 'kakari-report' };
const result: kakari.CheckResult = kakari.check(draft, { today: '2026-02-01' });
const alone: engine.CheckResult = engine.check(draft, { today: '2026-02-01' });
kakari.init().then(() => console.log(result.edition, alone.edition, kakari.KakariError.name));
// @ts-expect-error the day is needed
kakari.check(draft, {});
// @ts-expect-error a mistyped id
engine.check({ format: 'kakari-report', answers: { 'f1.functoin': 'yes' } }, { today: '2026-02-01' });
