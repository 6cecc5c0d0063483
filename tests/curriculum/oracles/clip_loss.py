"""Whom clip-loss agrees with: the loss of transformers' CLIP, of a whole small model and on embeddings alone."""

from types import ModuleType

import torch
from compare import leaf, same, same_with_gradients
from torch import Tensor
from transformers import CLIPConfig, CLIPModel
from transformers.models.clip.modeling_clip import image_text_contrastive_loss

SMALL = {"hidden_size": 8, "intermediate_size": 12, "num_hidden_layers": 1, "num_attention_heads": 2}


def agree(solution: ModuleType) -> None:
    img, txt, tau = leaf(6, 4), leaf(6, 4), torch.tensor(1.7, requires_grad=True)

    def theirs() -> Tensor:
        u, v = (one / one.norm(p=2, dim=-1, keepdim=True) for one in (img, txt))
        return image_text_contrastive_loss(v @ u.T * tau.exp())

    same_with_gradients(lambda: solution.clip_loss(img, txt, tau), theirs, [img, txt, tau], "CLIP's loss")

    text = SMALL | {"vocab_size": 20, "max_position_embeddings": 5, "bos_token_id": 0, "eos_token_id": 19}
    vision = SMALL | {"image_size": 8, "patch_size": 4}
    model = CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=6)).double().eval()
    ids = torch.randint(0, 19, (3, 5))
    ids[:, -1] = 19
    with torch.no_grad():
        out = model(input_ids=ids, pixel_values=torch.randn(3, 3, 8, 8), return_loss=True)
        ours = solution.clip_loss(3.0 * out.image_embeds, 0.1 * out.text_embeds, model.logit_scale)
    same(ours, out.loss, "the loss of a small CLIP")
