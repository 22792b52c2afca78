// What runs in the page: every contender on the same drafts, in turn, round after round.

import Ajv2020 from 'ajv/dist/2020';
import { version as ajvVersion } from 'ajv/package.json';

const OPTIONS = { today: '2027-02-01', edition: 'R8' };
const CASES = ['clean', 'faulty', 'half'];
/** How long one contender runs in one round, in milliseconds. */
const SLICE = 60;

/** From the bytes in memory to the first result: compile, instantiate, read the catalogue, check. */
export async function start(name) {
  const [module, bytes, draft] = await Promise.all([
    import(`/${name}/engine.js`),
    fetch(`/${name}/module_bg.wasm`).then((response) => response.arrayBuffer()),
    fetch('/clean.json').then((response) => response.text()),
  ]);
  const begin = performance.now();
  await module.default({ module_or_path: bytes });
  new module.Checker(OPTIONS).checkText(draft);
  return performance.now() - begin;
}

async function contenders(engines, schema, conditions) {
  const all = [];
  for (const name of engines) {
    const module = await import(`/${name}/engine.js`);
    await module.default();
    const checker = new module.Checker(OPTIONS);
    all.push({ name, text: (text) => checker.checkText(text).findings, object: (object) => checker.check(object).findings });
    if (name === 'engine') {
      all.push({ name: 'engine-full', text: (text) => module.checkText(text, OPTIONS).findings });
    }
  }
  // `ajv` looks at structure and options, `ajv-rules` also at the rules that a schema can say.
  for (const [name, own] of [['ajv', schema], ['ajv-rules', conditions]]) {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(own);
    const object = (draft) => (validate(draft) ? [] : validate.errors);
    all.push({ name, text: (text) => object(JSON.parse(text)), object });
  }
  all.push({ name: 'parse', text: (text) => JSON.parse(text) && [] });
  try {
    const peers = await import('/peers/peers.js');
    await peers.default({ module_or_path: '/peers/peers_bg.wasm' });
    const validator = new peers.Validator(JSON.stringify(schema));
    all.push({ name: 'jsonschema', text: (text) => ({ length: validator.errors(text) }) });
  } catch (error) {
    console.warn(error);
  }
  return all;
}

function timed(run, input) {
  let count = 0;
  const begin = performance.now();
  let now = begin;
  while (now - begin < SLICE) {
    for (let turn = 0; turn < 20; turn += 1) run(input);
    count += 20;
    now = performance.now();
  }
  return (1000 * (now - begin)) / count;
}

/** Microseconds of every round, by case, kind of input and contender, and how much each found. */
export async function measure(engines, rounds) {
  const read = (name) => fetch(`/${name}.json`).then((response) => response.text());
  const all = await contenders(engines, JSON.parse(await read('schema')), JSON.parse(await read('conditions')));
  const times = {};
  const found = {};
  for (const name of CASES) {
    const text = await read(name);
    const object = JSON.parse(text);
    for (const { name: who, ...runs } of all) {
      for (const kind of Object.keys(runs)) {
        times[`${name}/${kind}/${who}`] = [];
        found[`${name}/${kind}/${who}`] = runs[kind](kind === 'text' ? text : object).length;
        timed(runs[kind], kind === 'text' ? text : object);
      }
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { name: who, ...runs } of all) {
        for (const kind of Object.keys(runs)) {
          times[`${name}/${kind}/${who}`].push(timed(runs[kind], kind === 'text' ? text : object));
        }
      }
    }
  }
  return { ajv: ajvVersion, times, found };
}
