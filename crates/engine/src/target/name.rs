//! Which texts are host names.

use crate::input::Wrong;

/// Checks that `host` can be a name (RFC 1123 section 2.1, RFC 2181 section 11: labels of 63,
/// names of 253 characters; the underscore is accepted since names in use have it).
///
/// A host whose last label is a number is a mistyped address, not a name.
pub(super) fn check(text: &str, host: &str) -> Result<(), Wrong> {
    if !host.is_ascii() {
        return Err(Wrong::new("target-name-ascii", text));
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let address_like = last.bytes().all(|byte| byte.is_ascii_digit());
    if name.len() > 253 || !name.split('.').all(label) || address_like {
        return Err(Wrong::new("target-unparsable", text));
    }
    Ok(())
}
