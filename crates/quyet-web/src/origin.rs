//! Whether a request to the planner's desk comes from the house's own pages on this machine.
//!
//! There is no log-in, so what protects the desk is that only this machine reaches it. A page of somebody else, open in the
//! same browser, must neither write through it nor read it under a name that was made to point here.

use std::net::IpAddr;

use axum::http::{HeaderMap, Method, header};

/// Whether the request may reach the desk: asked under a name of this machine, and, when it writes, from our own pages.
///
/// A program that is no browser sends none of the three headers and passes.
pub(crate) fn is_own(method: &Method, headers: &HeaderMap) -> bool {
    let word = |name| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    let host = word(header::HOST.as_str());
    if host.is_some_and(|host| !is_this_machine(host)) {
        return false;
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return true;
    }
    let fetched = word("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let sent = word(header::ORIGIN.as_str()).is_none_or(|origin| {
        let bare = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        bare.is_some_and(|bare| host.is_some_and(|host| bare.eq_ignore_ascii_case(host)))
    });
    fetched && sent
}

/// Whether the host, with or without port, is a loopback address or "localhost".
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &Method, sent: &[(&'static str, &'static str)], expect: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            headers.insert(*name, value.parse().unwrap());
        }
        assert_eq!(is_own(method, &headers), expect, "{method} {sent:?}");
    }

    #[test]
    fn only_our_own_pages_write() {
        let host = ("host", "127.0.0.1:8024");
        check(&Method::POST, &[], true);
        check(&Method::POST, &[host], true);
        check(&Method::POST, &[host, ("sec-fetch-site", "same-origin")], true);
        check(&Method::POST, &[host, ("sec-fetch-site", "none")], true);
        check(&Method::POST, &[host, ("sec-fetch-site", "same-site")], false);
        check(&Method::POST, &[host, ("sec-fetch-site", "cross-site")], false);
        check(&Method::POST, &[host, ("origin", "http://127.0.0.1:8024")], true);
        check(&Method::POST, &[host, ("origin", "http://127.0.0.1:9999")], false);
        check(&Method::POST, &[host, ("origin", "http://quyet.example")], false);
        check(&Method::POST, &[host, ("origin", "null")], false);
        check(&Method::POST, &[("origin", "http://127.0.0.1:8024")], false);
        check(&Method::GET, &[host, ("sec-fetch-site", "cross-site")], true);
    }

    #[test]
    fn the_desk_is_reached_under_names_of_this_machine_only() {
        for host in
            ["localhost", "localhost:8024", "127.0.0.1", "127.9.9.9:1", "[::1]:8024", "[::1]"]
        {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["quyet.example:8024", "10.0.0.1", "localhost.example", "127.0.0.1.example", ""]
        {
            assert!(!is_this_machine(host), "{host}");
        }
        check(&Method::GET, &[("host", "quyet.example:8024")], false);
    }
}
