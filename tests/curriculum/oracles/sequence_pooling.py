"""Whom sequence-pooling agrees with: how GPT-2's and BERT's classifiers choose, and torch's masked mean."""

from types import ModuleType

import torch
from compare import same


def agree(solution: ModuleType) -> None:
    from transformers import BertConfig, BertForSequenceClassification, GPT2Config, GPT2ForSequenceClassification

    pad, lengths = 9, torch.tensor([2, 6, 3])
    right = torch.arange(6) < lengths[:, None]
    left = torch.arange(6) >= 6 - lengths[:, None]
    gpt2 = GPT2ForSequenceClassification(
        GPT2Config(
            vocab_size=10, n_positions=8, n_embd=8, n_layer=1, n_head=2, num_labels=3,
            pad_token_id=pad, bos_token_id=None, eos_token_id=None,
        )
    ).eval()
    for mask in (right, left):
        ids = torch.randint(0, 9, (3, 6)).masked_fill(~mask, pad)
        h = gpt2.transformer(ids, attention_mask=mask.long()).last_hidden_state
        theirs = gpt2(ids, attention_mask=mask.long()).logits
        same(gpt2.score(solution.pool(h, mask.long(), "last")), theirs, "GPT-2's last token")
        masked = torch.masked.mean(h, 1, mask=mask[..., None].expand_as(h))
        same(solution.pool(h, mask, "mean"), masked, "torch.masked.mean")
    bert = BertForSequenceClassification(
        BertConfig(
            vocab_size=10, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, num_labels=3
        )
    ).eval()
    ids = torch.randint(0, 9, (3, 6))
    h = bert.bert(ids, attention_mask=right.long()).last_hidden_state
    pooled = torch.tanh(bert.bert.pooler.dense(solution.pool(h, right, "cls")))
    same(bert.classifier(pooled), bert(ids, attention_mask=right.long()).logits, "BERT's first token")
