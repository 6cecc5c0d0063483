from torch import Tensor, nn


def port(hf_state: dict[str, Tensor], my_model: nn.Module) -> None:
    """Fill my_model with the weights of a GPT-2 checkpoint from transformers, and give it GPT-2's activation.

    Raises an exception if anything is missing, left over or of another shape. hf_state is left alone.
    """
    raise NotImplementedError
