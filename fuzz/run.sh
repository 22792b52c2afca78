#!/bin/sh
# Seeds the corpora and runs every target for so many seconds (180).
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/read corpus/checked corpus/loaded corpus/configured
for file in ../tests/cases/*.json; do
    name=$(basename "$file" .json)
    # The draft inside the case; the checked target wants a byte for the day before it.
    node -e 'console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(process.argv[1])).draft))' "$file" > "corpus/read/$name"
    { printf '\001'; cat "corpus/read/$name"; } > "corpus/checked/$name"
done
cp ../crates/catalog/editions/*.toml corpus/loaded/
cp ../crates/prefecture/src/example.json corpus/configured/
for target in read checked loaded configured; do
    cargo +nightly fuzz run "$target" -- -max_total_time="${1:-180}" -max_len=65536 -print_final_stats=1
done
