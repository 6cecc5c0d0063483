import torch
from torch import Tensor, nn


class SmallCNN(nn.Module):
    """A convolutional classifier of 8 x 8 images: feature maps first, then one linear layer to the logits."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(32 * 2 * 2, classes)

    def features(self, x: Tensor) -> Tensor:
        """x: (B, 1, H, W), H and W multiples of 4. Returns maps (B, C, H', W'), by convolutions and the like only."""
        h = self.pool(torch.relu(self.conv1(x)))  # (B, 16, H / 2, W / 2)
        return self.pool(torch.relu(self.conv2(h)))  # (B, 32, H / 4, W / 4)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, 1, 8, 8). Returns logits (B, classes)."""
        return self.head(self.features(x).flatten(start_dim=1))  # the batch axis stays
