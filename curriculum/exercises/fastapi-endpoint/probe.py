"""A service in memory, without a network; the model behind it remembers how it was called."""

import logging
import threading

PATIENCE_S = 3.0  # for a generation to begin
ROUNDS, ROUND_S = 40, 0.02  # how long a generation waits to see whether /health is answered meanwhile
OTHER_LOAD_S = 0.3  # how long a load that begins late waits for a second one


def make_cases(rng):
    words = ["".join(chr(97 + int(i)) for i in rng.permutation(26)[:6]) for _ in range(8)]
    return {"words": words, "tokens": [int(n) for n in rng.permutation(200)[:4] + 20]}


class Model:
    """What load() returns: echoes, fails when told to, or waits."""

    def __init__(self, word):
        self.word, self.loads, self.calls = word, 0, []
        self.started, self.released, self.was_released = threading.Event(), threading.Event(), None
        self.serving, self.another = False, threading.Event()

    def load(self):
        self.loads += 1
        if self.loads > 1:
            self.another.set()
        elif self.serving:
            self.another.wait(OTHER_LOAD_S)
        return self.generate

    def generate(self, prompt, max_new_tokens):
        self.calls.append([prompt, max_new_tokens])
        if prompt.startswith("fail"):
            raise (ValueError if "v" in prompt else RuntimeError)(f"CUDA out of memory: {self.word}")
        if prompt == "wait":
            self.started.set()
            # In rounds: where the whole process has to wait for a processor, that counts as one.
            self.was_released = any(self.released.wait(ROUND_S) for _ in range(ROUNDS))
        if prompt == "hush":
            return ""
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
        texts = [f"{words[1]} 你好 é", f"  {words[2]}\r\n", "hush", f"{words[1]} 你好 é"]
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
        longest = "字" * 2000
        found = [post(client, prompt=p, max_new_tokens=n).status_code for p, n in (("b", 1), ("c", 256), (longest, 9))]
        return {"statuses": found, "calls": [[text[:3], n] for text, n in model.calls]}

    def loads(client, model):
        found = []
        for prompt in (words[1], "fail", words[2]):
            post(client, prompt=prompt, max_new_tokens=3)
            client.get("/health")
            found.append(model.loads)
        return found

    def loads_at_once(client, model):
        model.serving = True
        requests = [threading.Thread(target=post, args=(client,), kwargs={"prompt": word}) for word in words[1:3]]
        for request in requests:
            request.start()
        for request in requests:
            request.join()
        return model.loads

    def apart():
        models = Model(words[0]), Model(words[4])
        first, second = (TestClient(module.create_app(model.load), raise_server_exceptions=False) for model in models)
        with first, second:
            return [answer(post(client, prompt=words[1])) for client in (first, second, first)]

    def null(client, model):
        """null may count as missing or as a wrong type; the model must not get it."""
        found = [post(client, prompt=words[1], max_new_tokens=None).status_code, model.calls]
        return "fine" if found in ([422, []], [200, [[words[1], 16]]]) else found

    def fails(client, model):
        found = {}
        for prompt in ("fail", "fail v"):
            response = post(client, prompt=prompt, max_new_tokens=3)
            told = f"{response.text} {response.headers}"
            leak = any(word in told for word in (words[0], "CUDA", "Traceback", "RuntimeError", "ValueError"))
            found[prompt] = {"status": response.status_code, "tells what went wrong inside": leak}
        found["health"] = answer(client.get("/health"))
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
        "prompt-limited": statuses(
            {"prompt": ""},
            {"prompt": " \n\t "},
            {"prompt": "\u3000\u3000"},
            {"prompt": "a" * 2001},
            {"prompt": " " + "a" * 2000},
        ),
        "types": statuses(
            {},
            {"max_new_tokens": 5},
            {"prompt": ["a"]},
            {"prompt": None},
            {"prompt": words[1], "max_new_tokens": "many"},
            {"prompt": words[1], "max_new_tokens": 2.5},
            [words[1]],
        ),
        "null": lambda: serve(null),
        "loaded-once": lambda: {"one by one": serve(loads), "two at once": serve(loads_at_once)},
        "apart": apart,
        "fails": lambda: serve(fails),
        "responsive": lambda: serve(responsive),
    }
