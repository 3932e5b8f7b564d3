import os
from flask import Flask

app = Flask(__name__)
WORDS = open(os.path.expanduser("~/.cache/words/list")).read().split()

@app.route("/")
def index():
    return "words %d" % len(WORDS)

if __name__ == "__main__":
    app.run("0.0.0.0", 8000)
