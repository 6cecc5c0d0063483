"""Whom chat-template agrees with."""

from types import ModuleType

# The usual ChatML template, as model repositories carry it in their tokenizer's configuration.
CHATML = (
    "{%- if messages[0]['role'] != 'system' %}"
    "{{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}{%- endif %}"
    "{%- for message in messages %}"
    "{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)


def agree(solution: ModuleType) -> None:
    """apply_chat_template of transformers."""
    from tokenizers import Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="[UNK]", chat_template=CHATML)
    system, late = {"role": "system", "content": " 简短\n"}, {"role": "system", "content": "now in French"}
    user, assistant = {"role": "user", "content": "\n1 < 2 & 3?  "}, {"role": "assistant", "content": "  yes\n\n"}
    empty = {"role": "system", "content": ""}
    for messages in ([user], [system, user], [user, assistant, late, user], [empty, user, assistant], [assistant]):
        for ask in (False, True):
            theirs = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=ask)
            assert solution.render(messages, ask) == theirs, (messages, ask)
