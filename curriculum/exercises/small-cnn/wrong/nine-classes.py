import torch
from torch import Tensor, nn


class SmallCNN(nn.Module):
    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(32 * 2 * 2, classes - 1)

    def features(self, x: Tensor) -> Tensor:
        h = self.pool(torch.relu(self.conv1(x)))
        return self.pool(torch.relu(self.conv2(h)))

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.features(x).flatten(start_dim=1))
