use tonic::transport::{Endpoint, Uri};

use crate::error::Error;

/// Where a server is.
pub(crate) struct Address {
    pub endpoint: Endpoint,
    /// What messages call it.
    pub name: String,
}

/// Reads `http://host:port`, `host:port` or `unix:/path`.
pub(crate) fn parse_address(address: &str) -> Result<Address, Error> {
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    if scheme.eq_ignore_ascii_case("unix") {
        return unix_socket(address, rest);
    }
    if scheme.eq_ignore_ascii_case("https") {
        let text = format!("the address {address:?} is https: TLS is not served yet, use http://");
        return Err(Error::invalid_argument(text));
    }
    let is_http = scheme.eq_ignore_ascii_case("http") && rest.starts_with("//");
    let authority = if is_http { &rest[2..] } else { address };
    host_and_port(authority.strip_suffix('/').unwrap_or(authority)).ok_or_else(|| {
        Error::invalid_argument(format!(
            "the address {address:?} is no host and port, for example \"http://127.0.0.1:50051\""
        ))
    })
}

fn host_and_port(authority: &str) -> Option<Address> {
    let uri: Uri = format!("http://{authority}").parse().ok()?;
    let parsed = uri.authority()?;
    // The port is insisted on: that of HTTP is never the server's.
    let is_whole = parsed.as_str() == authority && parsed.port_u16().is_some_and(|port| port > 0);
    if !is_whole || parsed.host().is_empty() || authority.contains('@') {
        return None;
    }
    Some(Address {
        endpoint: Endpoint::from(uri),
        name: authority.to_owned(),
    })
}

fn unix_socket(address: &str, rest: &str) -> Result<Address, Error> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let is_file =
        !path.is_empty() && !path.ends_with('/') && (path == rest || path.starts_with('/'));
    match Endpoint::from_shared(format!("unix:{path}")) {
        Ok(endpoint) if is_file => Ok(Address {
            endpoint,
            name: address.to_owned(),
        }),
        _ => Err(Error::invalid_argument(format!(
            "the address {address:?} names no file of a socket, for example \
             \"unix:/run/openbell/grpc.sock\""
        ))),
    }
}
