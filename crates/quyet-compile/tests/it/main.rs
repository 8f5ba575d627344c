//! What the compiler makes of whole texts.

mod bad_input;
mod catalogue;
mod corpus;
mod forms;
mod gold;
mod outline;
mod properties;
mod reference;
mod spec;
mod styles;
mod tasks;
