from torch.nn.functional import softplus


def reward_loss(chosen, rejected, margin=0.0):
    """-log sigmoid(x) is softplus(-x)."""
    return softplus(margin + rejected - chosen).sum() / len(chosen)
