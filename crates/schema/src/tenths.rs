//! Numbers with at most one decimal.
//!
//! `multipleOf: 0.1` would be the plain way to say it, but validators that divide binary fractions (ajv 8 as it comes)
//! then refuse 0.3 and 1.2, and JSON Schema has no other way to count decimals. What may stand there is therefore written
//! out: whole numbers, the tenths below 100, and anything from 100 on. Nothing that is right is refused by any validator,
//! and too many decimals are found where numbers of persons in 常勤換算 lie; from 100 on they are left to rule KF06.

use kakari_draft::{Number, Value};

use crate::{number, object};

/// From here on decimals are not counted.
const FROM: u64 = 100;

pub(crate) fn schema() -> Value {
    let tenths = (0..FROM * 10).filter(|tenth| tenth % 10 != 0).filter_map(|tenth| {
        let text = format!("{}.{}", tenth / 10, tenth % 10);
        text.parse::<Number>().ok().map(Value::Number)
    });
    object([
        ("$comment", Value::from("小数点以下第1位までの数。100以上では桁数を調べません。")),
        (
            "anyOf",
            Value::Array(vec![
                object([("type", Value::from("integer"))]),
                object([("type", Value::from("number")), ("minimum", number(FROM))]),
                object([("enum", Value::Array(tenths.collect()))]),
            ]),
        ),
    ])
}
