use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;

fn main() -> std::io::Result<()> {
    fs::create_dir_all("data")?;
    fs::write("data/turns.txt", "12 turns")?;
    for stream in TcpListener::bind("0.0.0.0:8080")?.incoming() {
        let mut stream = stream?;
        let _ = stream.read(&mut [0; 1024])?;
        let body = fs::read_to_string("data/turns.txt")?;
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.len(), body);
    }
    Ok(())
}
