import os
import sqlite3
from http.server import BaseHTTPRequestHandler, HTTPServer

os.makedirs("data", exist_ok=True)
database = sqlite3.connect(os.path.join("data", "catch.db"))
database.execute("create table if not exists fish (name text)")
database.execute("insert into fish values ('herring')")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        names = [name for (name,) in database.execute("select name from fish")]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(", ".join(names).encode())


HTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
