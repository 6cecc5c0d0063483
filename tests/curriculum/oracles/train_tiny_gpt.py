"""Whom train-tiny-gpt agrees with."""

import copy
from collections.abc import Iterator
from types import ModuleType

import torch
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    """Conditional entropies by counting, and the Trainer of transformers on the very same batches."""
    from scipy.stats import entropy

    text = torch.randint(0, 5, (400,))
    pairs = torch.zeros(5, 5).index_put((text[:-1], text[1:]), torch.tensor(1.0), accumulate=True)
    table = nn.Embedding.from_pretrained((pairs / pairs.sum(dim=1, keepdim=True)).log())
    counted = (entropy(pairs.numpy(), axis=1) * pairs.sum(dim=1).numpy()).sum() / pairs.sum().item()
    ours = solution.evaluate(table, text, 7)
    assert abs(ours - counted) < 1e-9, "the entropy of a token given the one before"

    model = nn.Sequential(nn.Embedding(5, 4), nn.Linear(4, 5, bias=False))  # Trainer decays no bias
    twin = copy.deepcopy(model)
    losses = solution.fit(model, text, 6, 3, 8, 0.03, 11)
    trained = trainer_losses(twin, solution, text)
    same(torch.tensor(losses), torch.tensor(trained), "the losses of six steps of Trainer")
    for one, other in zip(model.parameters(), twin.parameters(), strict=True):
        same(one.detach(), other.detach(), "the weights after six steps of Trainer")


class Noting(nn.Module):
    """Answers as Trainer wants it, and notes its losses."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model
        self.losses: list[float] = []

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> dict[str, torch.Tensor]:
        loss = nn.functional.cross_entropy(self.model(x).flatten(0, 1), y.flatten())
        self.losses.append(loss.item())
        return {"loss": loss}


class Ordered(torch.utils.data.IterableDataset[dict[str, torch.Tensor]]):
    """Rows that Trainer does not shuffle."""

    def __init__(self, rows: list[dict[str, torch.Tensor]]) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        return iter(self.rows)


def trainer_losses(model: nn.Module, solution: ModuleType, text: torch.Tensor) -> list[float]:
    """Train with transformers on what get_batch draws. Returns the loss of each step."""
    import tempfile

    from transformers import PrinterCallback, Trainer, TrainingArguments

    gen = torch.Generator().manual_seed(11)
    drawn = [solution.get_batch(text, 3, 8, gen) for _ in range(6)]
    rows = [{"x": x, "y": y} for batch in drawn for x, y in zip(*batch, strict=True)]
    noting = Noting(model)
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            folder,
            per_device_train_batch_size=3,
            max_steps=6,
            learning_rate=0.03,
            lr_scheduler_type="constant",
            weight_decay=0.01,
            max_grad_norm=1.0,
            optim="adamw_torch",
            report_to="none",
            save_strategy="no",
            logging_strategy="no",
            disable_tqdm=True,
            remove_unused_columns=False,
            use_cpu=True,
        )
        trainer = Trainer(noting, arguments, train_dataset=Ordered(rows))
        trainer.remove_callback(PrinterCallback)
        trainer.train()
    return noting.losses
