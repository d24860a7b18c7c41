//! Makes Rust of the contract: messages and gRPC clients, without protoc.
//!
//!     openbell-generate-rust PROTO-FOLDER OUT-FOLDER FILE…
//!
//! FILE is relative to PROTO-FOLDER. Writes a file per package into OUT-FOLDER.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [protos, out, files @ ..] = arguments.as_slice() else {
        return Err("usage: openbell-generate-rust PROTO-FOLDER OUT-FOLDER FILE…".into());
    };
    let contract = protox::compile(files, [protos])?;
    tonic_prost_build::configure()
        .build_server(false)
        .build_transport(false)
        .out_dir(out)
        .compile_fds(contract)?;
    Ok(())
}
