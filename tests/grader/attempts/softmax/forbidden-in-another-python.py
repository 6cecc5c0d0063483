import json
import subprocess
import sys

import torch

PROGRAM = "import json, sys, torch; print(json.dumps(torch.tensor(json.load(sys.stdin)).softmax(-1).tolist()))"


def softmax(x):
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=json.dumps(x.tolist()), capture_output=True, text=True)
    return torch.tensor(json.loads(done.stdout), dtype=x.dtype)
