import torch.nn.functional as F
from torch import Tensor


def reward_loss(chosen: Tensor, rejected: Tensor, margin: float | Tensor = 0.0) -> Tensor:
    """Return the mean of -log sigmoid(chosen - rejected - margin).

    chosen, rejected: (N,), the scores of the better and the worse answer to N prompts. margin: by how much the better
    one should win, a number or (N,). Returns a tensor of shape ().
    """
    gap = chosen - rejected - margin  # (N,), the logit of "the chosen answer wins"
    return -F.logsigmoid(gap).mean()  # logsigmoid never forms the probability, so nothing underflows
