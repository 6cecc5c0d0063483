"""A service in memory, without a network; the model behind it remembers how it was called."""

import logging
import threading

PATIENCE_S = 3.0  # for a generation to begin
ROUNDS, ROUND_S = 40, 0.02  # how long a generation waits to see whether /health is answered meanwhile


def make_cases(rng):
    words = ["".join(chr(97 + int(i)) for i in rng.permutation(26)[:6]) for _ in range(8)]
    return {"words": words, "tokens": [int(n) for n in rng.permutation(200)[:4] + 20]}


class Model:
    """What load() returns: echoes, fails when told to, or waits."""

    def __init__(self, word):
        self.word, self.loads, self.calls = word, 0, []
        self.started, self.released, self.was_released = threading.Event(), threading.Event(), None

    def load(self):
        self.loads += 1
        return self.generate

    def generate(self, prompt, max_new_tokens):
        self.calls.append([prompt, max_new_tokens])
        if prompt.startswith("fail"):
            raise (ValueError if "v" in prompt else RuntimeError)(f"CUDA out of memory: {self.word}")
        if prompt == "wait":
            self.started.set()
            # In rounds: where the whole process has to wait for a processor, that counts as one.
            self.was_released = any(self.released.wait(ROUND_S) for _ in range(ROUNDS))
        return f"{prompt}|{self.word}|{max_new_tokens}"


def observe(module, inputs, device):
    from fastapi.testclient import TestClient

    words, tokens = inputs["words"], inputs["tokens"]
    logging.disable(logging.CRITICAL)

    def serve(act):
        """Run the service around what `act` does with a client and the model."""
        model = Model(words[0])
        with TestClient(module.create_app(model.load), raise_server_exceptions=False) as client:
            return act(client, model)

    def answer(response):
        try:
            body = response.json()
        except ValueError:
            body = "not JSON"
        return {"status": response.status_code, "body": body if response.status_code == 200 else "an error"}

    def post(client, **body):
        return client.post("/generate", json=body)

    def health(client, model):
        found = answer(client.get("/health"))
        return {"answer": found, "generations": len(model.calls)}

    def generate(client, model):
        texts = [f"{words[1]} 你好 é", f"  {words[2]}\n", words[3]]
        answers = [answer(post(client, prompt=text, max_new_tokens=n)) for text, n in zip(texts, tokens, strict=False)]
        return {"answers": answers, "calls": model.calls}

    def default(client, model):
        return {"answer": answer(post(client, prompt=words[1])), "calls": model.calls}

    def statuses(*bodies):
        def act(client, model):
            found = {str(body)[:60]: client.post("/generate", json=body).status_code for body in bodies}
            return {"statuses": found, "calls": [[text[:20], n] for text, n in model.calls]}

        return lambda: serve(act)

    def edges(client, model):
        longest = "a" * 2000
        found = [post(client, prompt=p, max_new_tokens=n).status_code for p, n in (("b", 1), ("c", 256), (longest, 9))]
        return {"statuses": found, "calls": [[text[:3], n] for text, n in model.calls]}

    def loads(client, model):
        found = []
        for word in words[1:4]:
            post(client, prompt=word, max_new_tokens=3)
            client.get("/health")
            found.append(model.loads)
        return found

    def fails(client, model):
        found = {}
        for prompt in ("fail", "fail v"):
            response = post(client, prompt=prompt, max_new_tokens=3)
            leak = any(word in response.text for word in (words[0], "CUDA", "Traceback", "RuntimeError", "ValueError"))
            found[prompt] = {"status": response.status_code, "tells what went wrong inside": leak}
        found["afterwards"] = answer(post(client, prompt=words[1], max_new_tokens=3))
        return found

    def responsive(client, model):
        statuses = {}

        def generation():
            statuses["generate"] = post(client, prompt="wait").status_code
            model.started.set()  # it may have been refused

        waits = threading.Thread(target=generation)
        waits.start()
        model.started.wait(PATIENCE_S)
        statuses["health"] = client.get("/health").status_code
        model.released.set()
        waits.join()
        return {**dict(sorted(statuses.items())), "answered while generating": model.was_released}

    return {
        "health": lambda: serve(health),
        "generate": lambda: serve(generate),
        "default": lambda: serve(default),
        "edges": lambda: serve(edges),
        "tokens-limited": statuses(
            {"prompt": words[1], "max_new_tokens": 257},
            {"prompt": words[1], "max_new_tokens": 10**6},
            {"prompt": words[1], "max_new_tokens": 0},
            {"prompt": words[1], "max_new_tokens": -5},
        ),
        "prompt-limited": statuses({"prompt": ""}, {"prompt": " \n\t "}, {"prompt": "a" * 2001}),
        "types": statuses(
            {},
            {"max_new_tokens": 5},
            {"prompt": ["a"]},
            {"prompt": None},
            {"prompt": words[1], "max_new_tokens": "many"},
            [words[1]],
        ),
        "loaded-once": lambda: serve(loads),
        "fails": lambda: serve(fails),
        "responsive": lambda: serve(responsive),
    }
