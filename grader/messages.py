"""Every sentence the grader says, in both languages; the authors' own come from exercise.yaml.

Values are put into templates, never the other way round: they may come from a learner.
"""

from typing import Any

Text = dict[str, str]

_SENTENCES: dict[str, tuple[str, str]] = {
    "passed": ("通过。", "Passed."),
    "all-passed": ("全部检查通过。", "All checks pass."),
    "some-failed": ("{total} 项检查中有 {failed} 项未通过。", "{failed} of {total} checks do not pass."),
    "skipped": ("这一项还没有检查。", "Not checked yet."),
    # before anything runs
    "empty": (
        "文件里还没有代码，先写下函数再提交。",
        "There is no code in the file yet: write the function, then submit.",
    ),
    "too-long": (
        "文件有 {size} KB，超过了 {limit} KB 的上限。",
        "The file has {size} KB; the limit is {limit} KB.",
    ),
    "nul": (
        "第 {line} 行有一个 NUL 字符，删掉它再提交。",
        "There is a NUL character in line {line}: delete it and submit again.",
    ),
    "surrogate": (
        "第 {line} 行有一个残缺的 Unicode 字符，删掉它再提交。",
        "There is half of a Unicode character in line {line}: delete it and submit again.",
    ),
    # loading
    "syntax": ("Python 读不懂第 {line} 行：{message}。", "Python cannot read line {line}: {message}."),
    "syntax-anywhere": ("Python 读不懂这个文件：{message}。", "Python cannot read the file: {message}."),
    "load-raised": (
        "载入文件时，第 {line} 行出错：{type}: {message}",
        "Your file stopped at line {line} while it was loaded: {type}: {message}",
    ),
    "load-raised-anywhere": (
        "载入文件时出错：{type}: {message}",
        "Your file stopped while it was loaded: {type}: {message}",
    ),
    "missing": ("没有找到 {names}：是不是改名了？", "{names} not found: did you rename it?"),
    "defined": ("文件里现在有：{names}。", "Your file defines {names}."),
    "forbidden-at": ("（第 {line} 行用到了 {name}）", "(line {line} uses {name})"),
    # how the cell ended
    "timeout": (
        "运行超过 {seconds:g} 秒，被停下了：有没有不会结束的循环？",
        "Stopped after {seconds:g} s: is there a loop that never ends?",
    ),
    "memory": (
        "用掉了超过 {megabytes} MB 的内存，被停下了：看看哪个张量的形状比你想的大。",
        "Stopped for using more than {megabytes} MB of memory: is some tensor larger than you meant?",
    ),
    "processes": ("启动了太多进程，被停下了。", "Stopped for starting too many processes."),
    "output": (
        "打印或写出的内容太多，被停下了：删掉循环里的 print 再试。",
        "Stopped for printing or writing too much: take the print out of the loop and try again.",
    ),
    "answer-size": ("结果太大，无法送回检查。", "What the checks observed is too large to be sent back."),
    "bad-answer": (
        "结果通道里的内容无法识别：代码不要写标准输出以外的文件描述符。",
        "The answer channel carried something that is no answer: write to standard output only.",
    ),
    "exited": (
        "程序在检查完成前自己退出了（退出码 {code}）。",
        "Your program ended by itself before it was checked (exit code {code}).",
    ),
    "killed": ("程序崩溃了（{name}）。", "Your program crashed ({name})."),
    # not the learner's
    "broken": (
        "这道题本身有问题，不是你的错；这次提交不计入次数。",
        "This exercise is broken; it is not your fault, and the attempt does not count.",
    ),
    "internal": (
        "我们的评测出了问题，不是你的错；会重新评测。",
        "Our grader failed; it is not your fault, and we will grade it again.",
    ),
    # one observation
    "raised": ("第 {line} 行出错：{type}: {message}", "Line {line} raises {type}: {message}"),
    "raised-in-probe": (
        "检查用到你的返回值时出错：{type}: {message}",
        "The check failed while using what your code returned: {type}: {message}",
    ),
    "type": ("应该得到{want}，你给的是{got}。", "Expected {want}, got {got}."),
    "none": (
        "应该得到{want}，你什么也没有返回：是不是漏了 return？",
        "Expected {want}, got None: is a return missing?",
    ),
    "big": ("结果大得无法检查，形状是 {shape}。", "The result is too large to be checked: its shape is {shape}."),
    "shape": ("形状应为 {want}，你的是 {got}。", "Expected shape {want}, got {got}."),
    "shape-axis": (
        "形状应为 {want}，你的是 {got}：{axis} 这一维不对。",
        "Expected shape {want}, got {got}: axis {axis} is off.",
    ),
    "shape-swapped": (
        "形状应为 {want}，你的是 {got}：{axis} 这两维好像换了位置。",
        "Expected shape {want}, got {got}: axes {axis} seem to be swapped.",
    ),
    "shape-count": (
        "形状应为 {want}，你的是 {got}：维数应为 {wanted}，不是 {given}。",
        "Expected shape {want}, got {got}: {wanted} axes, not {given}.",
    ),
    "dtype": ("dtype 应为 {want}，你的是 {got}。", "Expected dtype {want}, got {got}."),
    "not-finite": (
        "有 {nan} 个 NaN、{inf} 个无穷大，第一个在 {where}。",
        "{nan} NaN and {inf} infinite values, the first at {where}.",
    ),
    "values": (
        "第一个不同在 {where}：你的是 {got}，应为 {want}；共 {total} 个数，{differ} 个不同，最多相差 {error}。",
        "First difference at {where}: you have {got}, expected {want}; {differ} of {total} differ, by up to {error}.",
    ),
    "not-finite-all": (
        "有 {nan} 个 NaN、{inf} 个无穷大，第一个在 {where}，全都在 {common}。",
        "{nan} NaN and {inf} infinite values, the first at {where}, all of them at {common}.",
    ),
    "relative-error": ("梯度的相对误差是 {error}。", "The gradient's relative error is {error}."),
    "all-zero": ("你给的全是 0。", "All of yours are 0."),
    "all-same": ("你给的全是 {got}。", "All of yours are {got}."),
    "negated": ("每个数都只差一个负号。", "Every number has the wrong sign, and nothing else is wrong with it."),
    "factor": ("每个数都正好是应有值的 {factor} 倍。", "Every number is exactly {factor} times what it should be."),
    "offset": ("每个数与应有值的差都正好是 {offset}。", "Every number is off by exactly {offset}."),
    "transposed": ("你给的正好是它的转置。", "Yours is exactly the transpose of it."),
    "number": ("应为 {want}，你的是 {got}。", "Expected {want}, you have {got}."),
    "number-at": ("{where} 应为 {want}，你的是 {got}。", "Expected {want} at {where}, you have {got}."),
    "length": ("长度应为 {want}，你的是 {got}。", "Expected length {want}, got {got}."),
    "keys-missing": ("少了键 {keys}。", "The keys {keys} are missing."),
    "keys-extra": ("多了键 {keys}。", "The keys {keys} should not be there."),
    "at-least": ("得到 {got}，至少应为 {bound}。", "Got {got}; it must be at least {bound}."),
    "at-most": ("得到 {got}，不应超过 {bound}。", "Got {got}; it must be at most {bound}."),
    "accuracy": (
        "正确率是 {got:.1%}，至少要 {bound:.1%}。",
        "The accuracy is {got:.1%}; it must be at least {bound:.1%}.",
    ),
    "accuracy-high": (
        "正确率 {got:.1%} 高得可疑，不应超过 {bound:.1%}。",
        "An accuracy of {got:.1%} is too good to be true; at most {bound:.1%} can be.",
    ),
    "a-tensor": ("张量", "a tensor"),
    "an-array": ("NumPy 数组", "a NumPy array"),
    "a-number": ("一个数", "a number"),
    "a-text": ("字符串", "a string"),
    "a-list": ("列表", "a list"),
    "a-dict": ("字典", "a dict"),
    "a-bool": ("布尔值", "True or False"),
    "no-value": ("None", "None"),
}


def say(key: str, **values: object) -> Text:
    """Return the sentence `key` in both languages. A value that is itself a Text goes in by language."""
    return {
        language: template.format(**{k: v[language] if isinstance(v, dict) else v for k, v in values.items()})
        for language, template in zip(("zh", "en"), _SENTENCES[key], strict=True)
    }


def number(value: Any) -> str:
    """Return a number as a person reads it."""
    return f"{value:.6g}"


def join(*parts: Text) -> Text:
    """Return several sentences as one text."""
    return {"zh": "".join(part["zh"] for part in parts), "en": " ".join(part["en"] for part in parts)}


def plain(text: str) -> Text:
    """Return what reads the same in both languages."""
    return {"zh": text, "en": text}
