//! Settings without what must stay secret.

/// The text with every password taken out of the addresses in it: `scheme://user:password@host` loses `:password`, and
/// `?password=…` is taken out of what follows. What looks like one and is none is taken out too.
///
/// ```
/// use quyet_backup::secrets::without;
/// assert_eq!(without("url = \"postgres://a:b@c/d\""), "url = \"postgres://a@c/d\"");
/// ```
pub fn without(text: &str) -> String {
    let mut parts = text.split("://");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let ends = |c: char| c == '"' || c == '\'' || c.is_whitespace();
        let (address, rest) = part.split_at(part.find(ends).unwrap_or(part.len()));
        clean.push_str("://");
        clean.push_str(&without_parameter(&without_password(address)));
        clean.push_str(rest);
    }
    clean
}

fn without_password(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            format!("{name}@{host}")
        }
        None => address.to_owned(),
    }
}

fn without_parameter(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else {
        return address.to_owned();
    };
    let kept: Vec<&str> =
        query.split('&').filter(|one| !one.to_lowercase().contains("password")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_taken_out_and_nothing_else() {
        let check = |text: &str, expect: &str| assert_eq!(without(text), expect);
        check("", "");
        check("dir = \"/srv\"\n", "dir = \"/srv\"\n");
        check("url = \"http://a/b\" # a@b", "url = \"http://a/b\" # a@b");
        check("u = \"postgres://a@c/d\"", "u = \"postgres://a@c/d\"");
        check("u = \"postgres://a:p/x:y@z@c/d?e=f\"", "u = \"postgres://a@c/d?e=f\"");
        check("h = [\"pg://a:b@c\", 'pg://d:e@f:5432']", "h = [\"pg://a@c\", 'pg://d@f:5432']");
        check("u = \"pg://c/d?user=a&password=b&x=y\"", "u = \"pg://c/d?user=a&x=y\"");
        check("u = \"pg://c/d?sslpassword=b\"\n", "u = \"pg://c/d\"\n");
    }
}
