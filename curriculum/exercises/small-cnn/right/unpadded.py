from torch import nn


class SmallCNN(nn.Module):
    """No padding, as in LeNet: the maps are a little smaller than the strides alone would make them."""

    def __init__(self, classes=10, width=24):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, width, 3, bias=False),
            nn.SiLU(),
            nn.AvgPool2d(2),
            nn.Conv2d(width, 2 * width, 2),
            nn.SiLU(),
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(8 * width, 64), nn.SiLU(), nn.Linear(64, classes))

    def features(self, x):
        return self.body(x)

    def forward(self, x):
        return self.head(self.features(x))
