//! Fingerprints that tell two catalogues or two sets of rules apart. Not a protection against anyone.

/// The fingerprint of nothing.
pub const NOTHING: u64 = 0xcbf2_9ce4_8422_2325;

/// Goes on from a fingerprint with more bytes: FNV-1a, 64 bits.
pub fn fingerprint(so_far: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(so_far, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A fingerprint as it is written: 16 hexadecimal digits.
pub fn written(hash: u64) -> String {
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::{NOTHING, fingerprint, written};

    #[test]
    fn it_is_fnv_1a() {
        assert_eq!(written(NOTHING), "cbf29ce484222325");
        assert_eq!(written(fingerprint(NOTHING, b"a")), "af63dc4c8601ec8c");
        assert_eq!(written(fingerprint(fingerprint(NOTHING, b"foo"), b"bar")), "85944171f73967e8");
    }
}
