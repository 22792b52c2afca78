//! Fingerprints that tell two catalogues or two sets of rules apart. Not a protection against anyone.

/// FNV-1a, 64 bits, over the parts one after the other, as 16 hexadecimal digits.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.into_iter().flatten() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn it_is_fnv_1a() {
        assert_eq!(fingerprint([b"".as_slice()]), "cbf29ce484222325");
        assert_eq!(fingerprint([b"a".as_slice()]), "af63dc4c8601ec8c");
        assert_eq!(fingerprint([b"foo".as_slice(), b"bar".as_slice()]), "85944171f73967e8");
    }
}
