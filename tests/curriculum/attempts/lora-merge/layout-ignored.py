def merge(layer):
    weight = layer.base.weight.data
    if not layer.merged:
        layer.original = weight.clone()
        for rank in range(layer.lora_A.shape[0]):
            weight += layer.scaling * layer.lora_B.data[:, rank, None] * layer.lora_A.data[rank]
        layer.merged = True
    return layer.base


def unmerge(layer):
    if layer.merged:
        layer.base.weight.data[:] = layer.original
        layer.merged = False
