"""A tiny GPT-2 with random weights: 23 tokens, two layers, prompts of 2, 5 and 3 tokens, up to 6 new ones."""

import copy
import functools

import torch
from transformers import GPT2Config, GPT2LMHeadModel

VOCABULARY, MAX_NEW, LENGTHS = 23, 6, (2, 5, 3)


def fresh():
    config = GPT2Config(
        vocab_size=VOCABULARY,
        n_positions=32,
        n_embd=16,
        n_layer=2,
        n_head=2,
        initializer_range=0.5,  # strong weights, so that padding and positions change what is said
        bos_token_id=None,
        eos_token_id=None,
    )
    return GPT2LMHeadModel(config).double().eval()


@functools.cache
def blank():
    """Something to copy, which is cheaper than to build, before the weights are loaded."""
    return fresh()


@torch.no_grad()
def continued(model, prompt):
    """What the model says after one prompt if nothing ends it."""
    ids = list(prompt)
    for _ in range(MAX_NEW):
        ids.append(int(model(input_ids=torch.tensor([ids])).logits[0, -1].argmax()))
    return ids[len(prompt) :]


def ends(texts):
    """An end token that stops one text early, another one later or never, and is not the very first; or None."""
    for token in {token for text in texts for token in text}:
        first = [text.index(token) if token in text else MAX_NEW for text in texts]
        if 1 <= min(first) <= 3 and len(set(first)) == len(first) and sorted(first)[1] >= 4:
            return token
    return None


def make_cases(rng):
    while True:  # one model in a few will do
        torch.manual_seed(int(rng.integers(2**31)))
        model = fresh()
        prompts = [[int(token) for token in rng.integers(0, VOCABULARY, length)] for length in LENGTHS]
        texts = [continued(model, prompt) for prompt in prompts]
        said = {token for row in [*prompts, *texts] for token in row}
        unused = sorted(set(range(VOCABULARY)) - said)
        end = ends(texts)
        if end is None or len(unused) < 2 or any(len(set(text)) < 3 for text in texts):
            continue
        if sum(continued(model, [end, *prompt])[0] != end for prompt in prompts) >= 2:
            break
    first = [text.index(end) if end in text else MAX_NEW for text in texts]
    return {
        "weights": {name: tensor.clone() for name, tensor in model.state_dict().items() if name != "lm_head.weight"},
        "prompts": prompts,
        "said": next(token for token in texts[1][1:] if token != end),
        "end": end,
        "early": first.index(min(first)),
        "needed": min(first) + 1,
        "never": unused[0],
        "pad": unused[1],
    }


def observe(module, inputs, device):
    prompts, end, never, pad = (inputs[name] for name in ("prompts", "end", "never", "pad"))

    def build():
        model = copy.deepcopy(blank())
        model.load_state_dict(inputs["weights"], strict=False)  # lm_head is tied to the embedding
        return model.to(device)

    def answers(given, pad_id, eos_id, model=None):
        """The new tokens; an end token at the very end may be there or not."""
        rows = module.batch_greedy(model or build(), [list(p) for p in given], MAX_NEW, pad_id, eos_id)
        rows = [[int(token) for token in row] for row in rows]
        return [row[:-1] if row and row[-1] == eos_id else row for row in rows]

    def as_if_alone():
        together = answers(prompts, pad, end)
        return [answers([prompt], pad, end)[0] == row for prompt, row in zip(prompts, together)]

    def watched(given, eos_id):
        """How many calls of the model, and whether any of them kept a graph."""
        model, calls = build(), []
        model.register_forward_hook(lambda *_: calls.append(torch.is_grad_enabled()))
        answers(given, pad, eos_id, model)
        return calls

    def calls_too_many():
        return len(watched([prompts[inputs["early"]]], end)) - inputs["needed"]

    def no_graph():
        kept = any(watched(prompts[:1], never))
        recording = torch.is_grad_enabled()
        torch.set_grad_enabled(True)
        return {"a graph is kept": kept, "gradients are recorded afterwards": recording}

    def plain():
        rows = module.batch_greedy(build(), [list(p) for p in prompts], 1, pad, never)
        return [type(rows).__name__, *([type(row).__name__, *(type(token).__name__ for token in row)] for row in rows)]

    def prompts_kept():
        mine = [list(prompt) for prompt in prompts]
        module.batch_greedy(build(), mine, MAX_NEW, pad, end)
        return mine == prompts

    return {
        "alone": lambda: answers(prompts[1:2], pad, never),
        "equal-lengths": lambda: answers([prompts[1][:3], prompts[2], prompts[1][:3]], pad, never),
        "different-lengths": lambda: answers(prompts, pad, never),
        "ends": lambda: answers(prompts, pad, end),
        "pad-is-end": lambda: answers(prompts, end, end),
        "pad-in-prompt": lambda: answers([[end, *prompt] for prompt in prompts], end, end),
        "pad-said": lambda: answers(prompts, inputs["said"], never),
        "plain": plain,
        "as-if-alone": as_if_alone,
        "calls": calls_too_many,
        "no-graph": no_graph,
        "prompts-kept": prompts_kept,
    }
