"""Tools that remember how they were called; an error's wording is free, so contents with an error count as one."""

import copy
import json

SCHEMAS = {
    "weather": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["C", "F"]}},
        "required": ["city"],
    },
    "book": {
        "type": "object",
        "properties": {
            "seats": {"type": "integer"},
            "price": {"type": "number"},
            "window": {"type": "boolean"},
            "names": {"type": "array"},
            "notes": {"type": "object"},
            "deck": {"type": "integer", "enum": [1, 2]},
        },
        "required": ["seats", "price"],
    },
    "now": {"type": "object", "properties": {}},
    "subtract": {
        "type": "object",
        "properties": {"minuend": {"type": "number"}, "subtrahend": {"type": "number"}},
        "required": ["minuend", "subtrahend"],
    },
}


def make_cases(rng):
    letters = "abcdefghjkmnpqrstuvwxyz23456789"

    def name():
        return "".join(letters[i] for i in rng.integers(0, len(letters), 9))

    numbers = [int(n) for n in rng.permutation(90)[:6] + 10]
    return {"ids": [f"call_{name()}" for _ in range(12)], "city": f"{name()} 北京 é", "numbers": numbers}


class Tools(dict):
    """The tools, and every call they got."""

    def __init__(self, temperature):
        super().__init__()
        self.calls = []

        def weather(city="nowhere", unit="C", **more):  # takes whatever comes: only the schema says what may
            self.calls.append(["weather", city, unit, more])
            return {"city": city, "temperature": temperature, "unit": unit, "rain": None}

        def book(seats, price, window=False, names=(), notes=None, deck=1):
            self.calls.append(["book", seats, plain(price), window, plain(names), notes, deck])
            return [seats, seats * price, window]

        def now():
            self.calls.append(["now"])
            return "12:30"

        def subtract(minuend, subtrahend):
            self.calls.append(["subtract", plain(minuend), plain(subtrahend)])
            if minuend < subtrahend:
                raise RuntimeError("below zero")
            return minuend - subtrahend

        self.update(weather=weather, book=book, now=now, subtract=subtract)


def plain(value):
    """4 and 4.0 are one number to a tool; whatever else should not have got here stays as it is."""
    if isinstance(value, tuple):
        return list(value)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def read(content):
    """What a content says: the JSON in it, with the wording of an error taken out."""
    if not isinstance(content, str):
        return f"not text but {type(content).__name__}"
    try:
        value = json.loads(content)
    except ValueError:
        return "not JSON"
    if isinstance(value, dict) and "error" in value:
        return {"error": "some words" if isinstance(value["error"], str) and value["error"].strip() else "no words"}
    return {"result": value}


def observe(module, inputs, device):
    ids, city, numbers = inputs["ids"], inputs["city"], inputs["numbers"]

    def message(*calls):
        made = [
            {"id": ids[i], "type": "function", "function": {"name": name, "arguments": arguments}}
            for i, (name, arguments) in enumerate(calls)
        ]
        return {"role": "assistant", "content": None, "tool_calls": made}

    def told(message, tools=None):
        tools = Tools(numbers[0]) if tools is None else tools
        try:
            found = module.dispatch(message, tools, copy.deepcopy(SCHEMAS))
        except Exception as error:
            return {"raises": type(error).__name__, "calls": tools.calls}
        answers = [
            {
                "keys": sorted(set(one) - {"name"}),
                "role": one.get("role"),
                "id": one.get("tool_call_id"),
                "content": read(one.get("content")),
            }
            for one in found
        ]
        return {"answers": answers, "calls": tools.calls}

    def each(name, **arguments):
        """Several calls of one tool, each in a message of its own."""
        return {label: told(message((name, text))) for label, text in arguments.items()}

    def obj(**values):
        return json.dumps(values, ensure_ascii=False)

    def one():
        return told(message(("subtract", obj(subtrahend=numbers[1], minuend=numbers[1] + numbers[2]))))

    def parallel():
        calls = [("weather", obj(city=city, unit="F")), ("now", "{}"), ("weather", obj(city="Oslo"))]
        return told(message(*calls, ("subtract", obj(minuend=99.5, subtrahend=numbers[3]))))

    def values():
        full = '{"seats": 2, "price": 10.5, "window": true, "names": ["A", "B\\u00e9"], "notes": {"vegan": null}'
        full += ', "deck": 2}'
        falsy = '{"seats": 0, "price": 0, "window": false, "names": [], "notes": {}}'
        booked = each("book", full=full, least=' {"seats":3,\n"price":4} ', falsy=falsy)
        return booked | each("weather", no_city='{"city": ""}')

    def broken():
        free = each("now", empty="", empty_list="[]", bare_null="null")  # a tool that needs no argument
        spoilt = {"cut": '{"city": "Os', "single": "{'city': 'Oslo'}", "text": "Oslo", "list": '["Oslo"]', "null": "null"}
        return free | each("weather", **spoilt)

    def types():
        number = each("weather", number_for_text='{"city": 5}')
        return number | each(
            "book",
            text_for_integer='{"seats": "2", "price": 1}',
            float_for_integer='{"seats": 2.5, "price": 1}',
            true_for_integer='{"seats": true, "price": 1}',
            true_for_number='{"seats": 1, "price": true}',
            one_for_boolean='{"seats": 1, "price": 2, "window": 1}',
            text_for_array='{"seats": 1, "price": 2, "names": "AB"}',
            list_for_object='{"seats": 1, "price": 2, "notes": []}',
            null_for_number='{"seats": 1, "price": null}',
            null_for_boolean='{"seats": 1, "price": 2, "window": null}',
        )

    def enum():
        units = {"kelvin": "K", "lower": "c", "none": ""}
        decks = {"third": 3, "zeroth": 0}
        asked = each("weather", **{name: obj(city="Oslo", unit=unit) for name, unit in units.items()})
        return asked | each("book", **{name: obj(seats=1, price=2, deck=deck) for name, deck in decks.items()})

    def errors():
        calls = [("subtract", obj(minuend=1, subtrahend=2)), ("launch", "{}"), ("now", "{}"), ("now", "{")]
        return told(message(*calls, ("weather", obj(city="Rome"))))

    def nothing():
        return {
            "no key": told({"role": "assistant", "content": "Hello."}),
            "None": told({"role": "assistant", "content": "Hello.", "tool_calls": None}),
            "empty": told({"role": "assistant", "content": "Hello.", "tool_calls": []}),
        }

    def evil():
        code = "__import__('json').__setattr__('touched', 1) or {'city': 'Oslo'}"
        return {"answer": told(message(("weather", code))), "touched": bool(json.__dict__.pop("touched", False))}

    def input_kept():
        asked = message(("weather", obj(city="Oslo")), ("now", "{}"))
        before = copy.deepcopy(asked)
        module.dispatch(asked, Tools(1), copy.deepcopy(SCHEMAS))
        return {"same": asked == before, "calls in it": len(asked["tool_calls"])}

    return {
        "one": one,
        "parallel": parallel,
        "values": values,
        "nothing": nothing,
        "unknown-tool": lambda: told(message(("launch", '{"city": "Oslo"}'))),
        "broken-json": broken,
        "missing-or-extra": lambda: each(
            "weather", missing="{}", other='{"town": "Oslo"}', extra='{"city": "Oslo", "days": 3}'
        ),
        "types": types,
        "enum": enum,
        "tool-raises": lambda: told(message(("subtract", obj(minuend=1, subtrahend=2)))),
        "others-go-on": errors,
        "never-code": evil,
        "input-kept": input_kept,
    }
