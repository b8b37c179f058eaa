//! The rules, each on facts made for it.
