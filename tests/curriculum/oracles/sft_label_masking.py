"""Whom sft-label-masking agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F

PROMPT, ANSWER, EOS, PAD = [3, 9, 4, 4], [7, 3, 11], 2, 0


def agree(solution: ModuleType) -> None:
    """The padding of transformers' own collator, and what a GPT-2 makes of the labels: the loss of the answer only."""
    from tokenizers import Tokenizer, models
    from transformers import DataCollatorForSeq2Seq, GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    ours = {key: torch.tensor([row]) for key, row in solution.build_sft(PROMPT, ANSWER, EOS, 12, PAD).items()}
    words = Tokenizer(models.WordLevel({str(number): number for number in range(13)}, unk_token="1"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, pad_token="0", eos_token="2", unk_token="1")
    collate = DataCollatorForSeq2Seq(tokenizer, padding="max_length", max_length=12, label_pad_token_id=-100)
    unpadded = {"input_ids": [*PROMPT, *ANSWER, EOS], "labels": [-100] * len(PROMPT) + [*ANSWER, EOS]}
    theirs = collate([{**unpadded, "attention_mask": [1] * 8}])
    assert all(ours[key].tolist() == theirs[key].tolist() for key in ours), (ours, theirs)

    model = GPT2LMHeadModel(GPT2Config(vocab_size=13, n_positions=16, n_embd=8, n_layer=1, n_head=2)).double().eval()
    with torch.no_grad():
        loss = model(**ours).loss
        logits = model(torch.tensor([[*PROMPT, *ANSWER, EOS]])).logits[0]
    first = len(PROMPT) - 1  # what follows the prompt's last token is the first thing to learn
    by_hand = F.cross_entropy(logits[first:-1], torch.tensor([*ANSWER, EOS]))
    assert abs(loss - by_hand) < 1e-6, "the loss of answer and eos, given the prompt"  # float32 inside
