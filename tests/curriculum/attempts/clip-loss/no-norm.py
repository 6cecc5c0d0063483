import torch.nn.functional as F
from torch import eye


def clip_loss(img, txt, logit_scale):
    """Products of the embeddings as they come."""
    scores = (img @ txt.transpose(0, 1)).mul(logit_scale.exp())
    target = eye(img.size(0)).to(scores)
    return sum(F.cross_entropy(s, target) for s in (scores, scores.transpose(0, 1))) * 0.5
