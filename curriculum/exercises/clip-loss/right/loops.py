import torch


def clip_loss(img, txt, logit_scale):
    n = img.shape[0]
    pictures = [one / one.norm() for one in img]
    texts = [one / one.norm() for one in txt]
    scale = torch.e**logit_scale
    total = 0.0
    for i in range(n):
        row = torch.stack([scale * pictures[i].dot(text) for text in texts])
        column = torch.stack([scale * picture.dot(texts[i]) for picture in pictures])
        total = total - row.log_softmax(0)[i] - column.log_softmax(0)[i]
    return total / (2 * n)
