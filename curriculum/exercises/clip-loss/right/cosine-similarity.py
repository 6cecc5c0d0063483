import torch
import torch.nn.functional as F


def clip_loss(img, txt, logit_scale):
    """Both directions stacked to one batch of 2 N questions."""
    cosines = F.cosine_similarity(img.unsqueeze(1), txt.unsqueeze(0), dim=-1)
    logits = cosines * logit_scale.exp()
    questions = torch.cat([logits, logits.mT])
    answers = torch.eye(len(img), dtype=logits.dtype, device=logits.device).repeat(2, 1)
    return F.cross_entropy(questions, answers)
