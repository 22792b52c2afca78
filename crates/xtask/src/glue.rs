//! A module and its script as they are sent: what they call each other by is short. wasm-bindgen's names carry a hash
//! each, which no packing makes smaller, and stand in both files.

use std::collections::{HashMap, HashSet};

use anyhow::{Result, anyhow, bail};
use walrus::ModuleConfig;

use crate::template;
use crate::wasm::Bound;

/// Takes out what a caller of the module never calls, with all that only that needs, in module and script.
pub fn without(bound: Bound, unused: &[&str]) -> Result<Bound> {
    let mut module = parsed(&bound.wasm)?;
    for name in unused {
        module.exports.remove(name).map_err(|_| anyhow!("「{name}」はモジュールにありません"))?;
    }
    walrus::passes::gc::run(&mut module);
    let calls: Vec<_> = unused.iter().map(|name| format!("wasm.{name}(")).collect();
    let taken: HashSet<_> = module.imports.iter().map(|import| import.name.clone()).collect();
    let js = without_blocks(&bound.js, |block| match block.trim_start().split_once(": function(") {
        Some((import, _)) => !taken.contains(import),
        None => calls.iter().any(|call| block.contains(call)),
    });
    Ok(Bound { js, wasm: module.emit_wasm(), ..bound })
}

/// A script of wasm-bindgen without some of its functions, methods, and functions that the module takes.
fn without_blocks(script: &str, is_unused: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(line) = rest.split_inclusive('\n').next() {
        let indentation = line.len() - line.trim_start().len();
        let begins = match indentation {
            0 => line.starts_with("export function "),
            4 => line.ends_with(") {\n"),
            8 => line.contains(": function("),
            _ => false,
        };
        let end = format!("\n{}}}", &line[..indentation]);
        let length = if begins { rest.find(&end).map(|at| at + end.len()) } else { None };
        let length = length.map_or(line.len(), |at| rest[at..].find('\n').map_or(rest.len(), |more| at + more + 1));
        if !begins || !is_unused(&rest[..length]) {
            out.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    out
}

/// A module without what nothing in it needs.
pub fn swept(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = parsed(wasm)?;
    walrus::passes::gc::run(&mut module);
    let custom: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    for id in custom {
        module.customs.delete(id);
    }
    Ok(module.emit_wasm())
}

fn parsed(wasm: &[u8]) -> Result<walrus::Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).map_err(|error| error.context("WebAssembly を読めません"))
}

/// Gives every function that the module takes from the script a short name in both, and drops comments and indentation
/// from the script.
pub fn shorten(bound: Bound) -> Result<Bound> {
    let mut module = parsed(&bound.wasm)?;
    let mut names = HashMap::new();
    for (number, import) in module.imports.iter_mut().enumerate() {
        let short = format!("i{number:x}");
        if let Some(taken) = names.insert(std::mem::replace(&mut import.name, short.clone()), short) {
            bail!("取り込む名前が2つあります: {taken}");
        }
    }
    let js = template::without_comments(&renamed(&bound.js, &names)?);
    Ok(Bound { js, wasm: module.emit_wasm(), ..bound })
}

/// A script with other names. Each has to stand in it once: as a member of what the module is given.
fn renamed(script: &str, names: &HashMap<String, String>) -> Result<String> {
    let mut out = String::with_capacity(script.len());
    let mut seen = 0;
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_' || character == '$';
    let mut rest = script;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character| !is_part(character)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        out.push_str(names.get(word).map_or(word, |short| {
            seen += 1;
            short
        }));
        rest = after;
    }
    out.push_str(rest);
    if seen != names.len() {
        bail!("取り込む名前 {} 個のうち、スクリプトに {seen} 回しか出てきません", names.len());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::split::Chunks;

    fn names() -> HashMap<String, String> {
        HashMap::from([("__wbg_a_1f".to_owned(), "i0".to_owned()), ("__wbg_a".to_owned(), "i1".to_owned())])
    }

    #[test]
    fn a_name_is_replaced_as_a_whole_and_nothing_else() -> Result<()> {
        let script = "{ __wbg_a_1f: f(__wbg_a_1, x__wbg_a), __wbg_a: g }";
        assert_eq!(renamed(script, &names())?, "{ i0: f(__wbg_a_1, x__wbg_a), i1: g }");
        Ok(())
    }

    #[test]
    fn a_name_that_the_script_does_not_know_is_refused() {
        assert!(renamed("{ __wbg_a_1f: f }", &names()).is_err());
        assert!(renamed("{ __wbg_a_1f: f, __wbg_a: g, again: __wbg_a }", &names()).is_err());
    }

    #[test]
    fn what_is_never_called_goes_with_all_that_only_it_needs() -> Result<()> {
        let mut module = walrus::Module::default();
        let kind = module.types.add(&[], &[]);
        for name in ["one", "two"] {
            let (function, _) = module.add_import_func("./module_bg.js", name, kind);
            module.exports.add(name, function);
        }
        let js = "export class A {\n    one() {\n        if (a) {\n        }\n        wasm.one();\n    }\n    get two() {\n        \
                  wasm.two();\n    }\n}\nexport function two() {\n    wasm.two();\n}\nfunction imports() {\n    const import0 = {\n        \
                  one: function() {\n            a();\n        },\n        two: function() { return b(function () {\n        }, \
                  arguments); },\n    };\n}\n";
        let mut bound = || Bound {
            js: js.to_owned(),
            wasm: module.emit_wasm(),
            snippets: BTreeMap::new(),
            chunks: Chunks::default(),
        };
        let left = without(bound(), &["two"])?;
        assert_eq!(
            left.js,
            "export class A {\n    one() {\n        if (a) {\n        }\n        wasm.one();\n    }\n}\nfunction imports() \
             {\n    const import0 = {\n        one: function() {\n            a();\n        },\n    };\n}\n"
        );
        let left = parsed(&left.wasm)?;
        assert_eq!(left.imports.iter().map(|import| import.name.as_str()).collect::<Vec<_>>(), ["one"]);
        assert!(without(bound(), &["three"]).is_err());
        Ok(())
    }

    #[test]
    fn module_and_script_agree_on_every_name() -> Result<()> {
        let mut module = walrus::Module::default();
        let kind = module.types.add(&[], &[]);
        module.add_import_func("./module_bg.js", "__wbg_one_0123456789abcdef", kind);
        module.add_import_func("./module_bg.js", "__wbg_two_0123456789abcdef", kind);
        let js = "// why\n  __wbg_two_0123456789abcdef: () => 2,\n  __wbg_one_0123456789abcdef: () => 1,\n".to_owned();
        let bound =
            shorten(Bound { js, wasm: module.emit_wasm(), snippets: BTreeMap::new(), chunks: Chunks::default() })?;
        let module = walrus::Module::from_buffer(&bound.wasm).map_err(|error| error.context("what was written"))?;
        let names: Vec<_> = module.imports.iter().map(|import| import.name.as_str()).collect();
        assert_eq!(names, ["i0", "i1"]);
        assert_eq!(bound.js, "i1: () => 2,\ni0: () => 1,\n");
        Ok(())
    }
}
