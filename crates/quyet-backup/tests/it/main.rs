//! The archive from outside: what is copied comes back, and what was touched does not.

mod interrupted;
mod places;
mod postgres;
mod round_trip;
mod scene;
mod shipping;
mod tampering;
