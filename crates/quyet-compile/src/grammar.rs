//! The inline grammar of targets: one sentence to names, conditions and parts.
