"""Shares of many tokens: what is judged is the distribution, not the order in which random numbers are drawn.

The tolerances are five deviations of the difference between two correct programs or more, and the wrong shares lie further
away. Long rows, so that choosing exactly a share of each row is as right as choosing each token by itself.
"""

import torch

B, T, VOCAB, MASK, FEW = 100, 300, 50, 4, 6


def make_cases(rng):
    ids = torch.from_numpy(rng.integers(5, VOCAB, (B, T)))
    lengths = torch.from_numpy(rng.integers(T // 2, T, (B, 1)))
    at = torch.arange(T)
    special = (at == 0) | (at >= lengths)  # a first token and padding, as a tokenizer leaves them
    special[:, 7] = True
    return {"ids": ids, "special": special, "seed": int(rng.integers(1, 2**40))}


def observe(module, inputs, device):
    ids, special = inputs["ids"].to(device), inputs["special"].to(device)
    nothing = torch.zeros_like(special)

    def generator(offset=0):
        return torch.Generator(device=device).manual_seed(inputs["seed"] + offset)

    def run(special_mask, p, vocab=VOCAB, mask_id=MASK, ids=ids, gen=None):
        torch.manual_seed(inputs["seed"] % 1000003)  # for those who leave gen aside
        return module.mlm_mask(ids.clone(), special_mask.clone(), vocab, mask_id, p, gen or generator())

    def share(condition, among):
        return float(condition[among].double().mean())

    def rules():
        """What holds for every token, whatever is drawn."""
        new, labels = run(special, 0.4)
        chosen = labels != -100
        return {
            "shape and type of ids": [list(new.shape), str(new.dtype)],
            "shape and type of labels": [list(labels.shape), str(labels.dtype)],
            "labels are the originals": bool((labels == ids)[chosen].all()),
            "the rest is unchanged": bool((new == ids)[~chosen].all()),
            "a special token has a label": bool((chosen & special).any()),
            "a special token is changed": bool(((new != ids) & special).any()),
            "all ids are in the vocabulary": bool(((new >= 0) & (new < VOCAB)).all()),
        }

    def nobody():
        new, labels = run(special, 0.0)
        return {"ids are unchanged": torch.equal(new, ids), "labels": sorted(set(labels.flatten().tolist()))}

    def everybody():
        """p = 1 chooses every ordinary token and no special one."""
        labels = run(special, 1.0)[1]
        return {"ordinary": share(labels != -100, ~special), "special": share(labels != -100, special)}

    def chosen_share():
        few, many = run(special, 0.15)[1], run(special, 0.4)[1]
        return {"p = 0.15": share(few != -100, ~special), "p = 0.4": share(many != -100, ~special)}

    def defaults():
        torch.manual_seed(inputs["seed"] % 1000003)
        labels = module.mlm_mask(ids.clone(), special.clone(), VOCAB, MASK)[1]
        return share(labels != -100, ~special)

    def fates(p):
        """Shares of the chosen tokens; no original is the mask, and a random id is the original once in 50 times."""
        many = ids.repeat(4 if p == 1.0 else 2, 1)
        new, labels = run(torch.zeros_like(many, dtype=torch.bool), p, ids=many)
        chosen = labels != -100
        masked = new == MASK
        return {
            "masked": share(masked, chosen),
            "replaced": share((new != many) & ~masked, chosen),
            "kept": share(new == many, chosen),
        }

    def random_words():
        """How often each id of a small vocabulary is put in, sorted; neither the originals nor the mask are of it."""
        others = torch.full((B, 2 * T), 50, device=device)
        blank = torch.zeros_like(others, dtype=torch.bool)
        new, labels = run(blank, 1.0, vocab=FEW, mask_id=99, ids=others)
        put = new[(new != 99) & (new != 50)]
        often = torch.bincount(put.clamp(0, FEW - 1), minlength=FEW)
        return often.sort(descending=True).values.double() / max(1, len(put))

    def last_word():
        """Whether the last id of a vocabulary can come up."""
        ones = torch.ones((B, T), dtype=torch.int64, device=device)
        new, labels = run(nothing, 1.0, vocab=FEW, mask_id=99, ids=ones)
        return sorted(set(new.flatten().tolist()))

    def independence():
        """Tokens are chosen one by one: neither by columns nor by rows, nor do all meet the same fate."""
        chosen = run(nothing, 0.5)[1] != -100
        gen, small, plain = generator(), ids[:2, :40], nothing[:2, :40]
        calls = [bool((run(plain, 1.0, ids=small, gen=gen)[0] == MASK).any()) for _ in range(40)]
        return {
            "by column": float(chosen.double().mean(0).std()) > 0.2,
            "by row": float(chosen.double().mean(1).std()) > 0.2,
            "some calls mask nothing": not all(calls),
        }

    def generator_rules():
        one, before, few, plain = generator(), torch.get_rng_state(), ids[:5], special[:5]
        first = module.mlm_mask(few.clone(), plain, VOCAB, MASK, 0.3, one)
        again = module.mlm_mask(few.clone(), plain, VOCAB, MASK, 0.3, one)
        repeated = module.mlm_mask(few.clone(), plain, VOCAB, MASK, 0.3, generator())
        return {
            "the same seed gives the same": all(torch.equal(a, b) for a, b in zip(first, repeated)),
            "a second call goes on, and does not repeat": not torch.equal(first[1], again[1]),
            "the global generator is left alone": torch.equal(before, torch.get_rng_state()),
        }

    def global_generator():
        """Without gen the global generator decides, and each call goes on where the last one stopped."""

        def labels(seed=None):
            if seed is not None:
                torch.manual_seed(seed)
            return module.mlm_mask(ids[:5].clone(), special[:5].clone(), VOCAB, MASK)[1]

        seed = inputs["seed"] % 1000003
        first, second, repeated, other = labels(seed), labels(), labels(seed), labels(seed + 1)
        return {
            "the same seed gives the same": torch.equal(first, repeated),
            "another seed gives another result": not torch.equal(first, other),
            "a second call goes on, and does not repeat": not torch.equal(first, second),
        }

    def inputs_kept():
        given, mask = ids.clone(), special.clone()
        module.mlm_mask(given, mask, VOCAB, MASK, 0.5, generator())
        return [torch.equal(given, ids), torch.equal(mask, special)]

    return {
        "rules": rules,
        "nobody": nobody,
        "everybody": everybody,
        "chosen": chosen_share,
        "default": defaults,
        "fates": lambda: fates(1.0),
        "fates-of-half": lambda: fates(0.5),
        "random-words": random_words,
        "last-word": last_word,
        "independence": independence,
        "generator": generator_rules,
        "global-generator": global_generator,
        "inputs-kept": inputs_kept,
    }
