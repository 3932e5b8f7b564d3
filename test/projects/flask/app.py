import os
import sqlite3
import logging
from flask import Flask

app = Flask(__name__)
os.makedirs(app.instance_path, exist_ok=True)
DB = os.path.join(app.instance_path, "app.sqlite")

def hits():
    con = sqlite3.connect(DB)
    con.execute("create table if not exists h (n)")
    con.execute("insert into h values (1)")
    con.commit()
    return con.execute("select count(*) from h").fetchone()[0]

@app.route("/")
def index():
    return f"hits {hits()}"
