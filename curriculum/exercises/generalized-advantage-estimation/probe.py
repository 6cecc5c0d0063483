"""A rollout of T = 9 steps; in some cases two episodes end inside it."""

import torch

T = 9


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    done = torch.zeros(T, dtype=torch.bool)
    done[2 + int(rng.integers(0, 2))] = True
    done[6] = True
    return {
        "r": normal(T) + 0.5,
        "v": 2.0 * normal(T + 1) + 1.0,
        "done": done,
        "gamma": 0.8 + 0.1 * float(rng.random()),
        "lam": 0.55 + 0.2 * float(rng.random()),
        "other": normal(T + 1) + 3.0,
    }


def observe(module, inputs, device):
    r, v, done, other = (inputs[name].to(device) for name in ("r", "v", "done", "other"))
    gamma, lam = inputs["gamma"], inputs["lam"]
    never = torch.zeros_like(done)

    def run(r=r, v=v, gamma=gamma, lam=lam, done=done):
        return module.gae(r.clone(), v.clone(), gamma, lam, done.clone())

    def last_done():
        done[-1] = True
        return run()

    def independent():
        end = int(done.nonzero()[0]) + 1  # the first episode has so many steps
        changed_r, changed_v = r.clone(), v.clone()
        changed_r[end:], changed_v[end:] = other[end:T], other[end:]
        return float((run()[:end] - run(changed_r, changed_v)[:end]).abs().max())

    def inputs_kept():
        given = [r.clone(), v.clone(), done.clone()]
        module.gae(given[0], given[1], gamma, lam, given[2])
        return {name: torch.equal(a, b) for name, a, b in zip(("r", "v", "done"), given, (r, v, done))}

    def one_step():
        yes = torch.ones(1, dtype=torch.bool, device=device)
        return [run(r[4:5], v[4:6], done=~yes), run(r[4:5], v[4:6], done=yes)]

    return {
        "values": lambda: run(done=never),
        "td": lambda: run(lam=0.0),
        "monte-carlo": lambda: run(lam=1.0, done=never),
        "episodes": run,
        "last-done": last_done,
        "independent": independent,
        "undiscounted": lambda: run(r.float(), v.float(), gamma=1.0),
        "one-step": one_step,
        "inputs-kept": inputs_kept,
    }
