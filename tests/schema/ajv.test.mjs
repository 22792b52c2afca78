// What KF03 to KF07 find at an item, ajv finds at the same place by the schema, and nothing else. The drafts and what the
// engine says of them come from `cargo run -p kakari-schema --example verdicts`, whose folder is in VERDICTS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import Ajv from "ajv/dist/2020.js";

const folder = process.env.VERDICTS;
assert.ok(folder, "VERDICTS names the folder with the schemas and drafts");
const read = (name) => readFileSync(join(folder, name), "utf8");

const EDITIONS = ["R7", "R8"];
// As strict as it can be, and without plug-ins, so that nobody needs more to use the schema.
const ajv = new Ajv({ allErrors: true, strict: true });
const validators = Object.fromEntries(
  EDITIONS.map((edition) => [edition, ajv.compile(JSON.parse(read(`${edition}.schema.json`)))]),
);

/** Items and members at which ajv finds something. */
function errors(edition, text) {
  const validate = validators[edition];
  if (validate(JSON.parse(text))) return [];
  const places = validate.errors.map(({ instancePath }) => {
    const [member, id] = instancePath.split("/").slice(1);
    if (id === undefined) return member ?? "";
    return member === "answers" ? id : `${member}.${id}`;
  });
  return [...new Set(places)].sort();
}

const draft = (value) => `{"format":"kakari-report","edition":"R8","answers":{"f1.generalist.fte":${value}}}`;

test("both schemas are schemas by the meta-schema, and keep their identifiers", () => {
  for (const edition of EDITIONS) {
    const schema = JSON.parse(read(`${edition}.schema.json`));
    assert.equal(ajv.validateSchema(schema), true);
    assert.equal(schema.$id, `urn:kakari:draft:${edition}`);
  }
});

test("the engine and ajv find the same places wrong", () => {
  let wrong = 0;
  const lines = read("drafts.jsonl").trimEnd().split("\n");
  for (const line of lines) {
    const { edition, draft, faults } = JSON.parse(line);
    assert.deepEqual(errors(edition, draft), faults, draft);
    if (faults.length > 0) wrong += 1;
  }
  assert.ok(wrong > 2000 && lines.length - wrong > 1000, `${wrong} of ${lines.length} are wrong`);
});

test("all tenths pass and all hundredths below 100 do not", () => {
  for (let hundredths = 0; hundredths < 10_000; hundredths += 1) {
    const value = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
    assert.equal(errors("R8", draft(value)).length === 0, hundredths % 10 === 0, value);
  }
});

test("multipleOf 0.1 would refuse tenths that are right, which is why they are written out", () => {
  const plain = ajv.compile({ type: "number", multipleOf: 0.1 });
  const refused = Array.from({ length: 1000 }, (_, tenths) => tenths / 10).filter((value) => !plain(value));
  assert.ok(refused.includes(0.3) && refused.includes(1.2), refused.slice(0, 5).join(" "));
});

test("a text of another format is refused", () => {
  for (const text of ["{}", '{"format":"other"}', "[]", "null"]) {
    assert.notDeepEqual(errors("R8", text), [], text);
  }
});
