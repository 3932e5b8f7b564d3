import os
d = os.path.expanduser("~/.cache/words")
os.makedirs(d, exist_ok=True)
open(d + "/list", "w").write("a b c")
