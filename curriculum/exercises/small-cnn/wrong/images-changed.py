import torch
from torch import Tensor, nn


class SmallCNN(nn.Module):
    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 16, 3, padding=1)
        self.second = nn.Conv2d(16, 32, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(32 * 4, classes)

    def features(self, x: Tensor) -> Tensor:
        x -= 0.5
        x = self.pool(torch.relu(self.first(x)))
        return self.pool(torch.relu(self.second(x)))

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.features(x).flatten(1))
