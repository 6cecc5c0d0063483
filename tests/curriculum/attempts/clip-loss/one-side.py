import torch


def clip_loss(img, txt, logit_scale):
    """Retrieval of the text for each picture, twice."""
    a = img.div(img.norm(p=2, dim=1, keepdim=True))
    b = txt.div(txt.norm(p=2, dim=1, keepdim=True))
    scores = torch.exp(logit_scale) * a.mm(b.t())
    first = scores.log_softmax(1).diagonal().neg().mean()
    second = scores.t().log_softmax(0).diagonal().neg().mean()
    return 0.5 * (first + second)
