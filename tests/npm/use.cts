// The same declarations for `require`.

import kakari = require('@kakari/checker');
import engine = require('@kakari/checker/engine');

const result: kakari.CheckResult = kakari.check({}, { today: '2026-02-01' });
const alone: engine.CheckResult = engine.check({}, { today: '2026-02-01' });
kakari.init().then(() => console.log(result.edition, alone.edition, kakari.KakariError.name));
// @ts-expect-error the day is needed
kakari.check({}, {});
