"""Conversations whose token counts have nothing to do with their length in characters or messages."""

import copy


def make_cases(rng):
    words = ["".join(chr(97 + int(i)) for i in rng.permutation(26)[:6]) for _ in range(40)]
    sizes = [int(n) for n in rng.integers(11, 60, 40)]
    return {"words": words, "sizes": sizes, "system": int(rng.integers(30, 50)), "small": int(rng.integers(2, 6))}


def observe(module, inputs, device):
    words, sizes, system_size, small = (inputs[name] for name in ("words", "sizes", "system", "small"))
    size_of = {}

    def say(role, i, size=None, **more):
        """A message with a name of its own; the longer its text the fewer its tokens."""
        size = sizes[i] if size is None else size
        message = {"role": role, "content": f"{words[i]} " * (70 - size), **more}
        size_of[repr(message)] = size
        return message

    def count(message):
        return size_of[repr(message)] if isinstance(message, dict) else 7 + len(str(message)) // 5

    def call(i):
        function = {"name": "look", "arguments": "{}"}
        message = {"role": "assistant", "content": None, "tool_calls": [{"id": words[i], "function": function}]}
        size_of[repr(message)] = sizes[i]
        return message

    def result(i, of):
        return say("tool", i, tool_call_id=words[of])

    system = say("system", 0, system_size)
    talk = [say("user" if i % 2 else "assistant", i) for i in range(1, 9)]  # four turns of two
    tools = [say("user", 10), call(11), result(12, 11), say("assistant", 13)]
    tools += [say("user", 14), call(15), result(16, 15), result(17, 15), call(18), result(19, 18), say("assistant", 20)]
    open_end = [say("user", 21), say("assistant", 22), say("user", 23), call(24), result(25, 24)]

    def total(some):
        return sum(map(count, some))

    def told(messages, budget):
        given = copy.deepcopy(messages)
        try:
            found = module.trim(given, budget, count)
        except ValueError:
            return "raises ValueError"
        except Exception as error:
            return f"raises {type(error).__name__}"
        if not isinstance(found, list):
            return f"not a list but {type(found).__name__}"
        return [one if one in messages else {"not one of the messages": one} for one in found]

    def budgets():
        """From what the last turn alone needs to more than enough, in steps that meet every boundary."""
        every = [system_size + total(talk[i:]) + more for i in range(6, -1, -1) for more in (-1, 0, 1)][1:]
        return {str(budget): told([system, *talk], budget) for budget in every}

    def skip():
        big = [say("user", 30, small), say("assistant", 31, small), say("user", 32, 60), say("assistant", 33, 59)]
        newest = [say("user", 34, small), say("assistant", 35, small)]
        return told([system, *big, *newest], system_size + 4 * small + 3)

    def too_large():
        return {
            "the newest turn": told([system, *talk], system_size + total(talk[6:]) - 1),
            "one huge message": told([system, say("user", 36, 60)], system_size + 59),
            "the system message": told([system, *talk], system_size - 1),
            "a turn with tools": told(tools, total(tools[4:]) - 1),
        }

    def kept():
        messages = [system, *talk]

        def after(budget):
            given = copy.deepcopy(messages)
            module.trim(given, budget, count).clear()
            return [one if one in messages else "changed" for one in given]

        return {"some": after(system_size + total(talk[4:])), "all fits": after(system_size + total(talk))}

    return {
        "all": lambda: told([system, *talk], system_size + total(talk) + 5),
        "budget": budgets,
        "no-system": lambda: {str(more): told(talk, total(talk[4:]) + more) for more in (-1, 0, 9)},
        "tools": lambda: {
            str(i): told([system, *tools], system_size + total(tools[i:])) for i in range(len(tools)) if i < 5
        },
        "open-end": lambda: told([system, *open_end], system_size + total(open_end[2:]) + 3),
        "skip": skip,
        "too-large": too_large,
        "input-kept": kept,
    }
