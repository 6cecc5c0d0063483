import re


def few_shot(instruction, examples, query, fmt):
    tokens = re.findall(r"\{[A-Za-z_]\w*\}|[^{]+|\{", fmt)
    names = [t[1:-1] for t in tokens if re.fullmatch(r"\{[A-Za-z_]\w*\}", t)]

    def show(row):
        out = ""
        for t in tokens:
            name = t[1:-1]
            if t == "{" + name + "}" and name in names:
                if name == names[-1] and name not in row and row is query:
                    return out.rstrip()
                out += row[name]
            else:
                out += t
        return out

    rows = [show(row) for row in [*examples, query]]
    return "\n\n".join(([instruction] if instruction else []) + rows)
