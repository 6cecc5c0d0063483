from torch import nn


class SmallCNN(nn.Module):
    """BatchNorm, dropout, and average pooling over all places at the end."""

    def __init__(self, classes=10):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 24, 3, padding=1, bias=False),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(24, 48, 3, padding=1, bias=False),
            nn.BatchNorm2d(48),
            nn.ReLU(),
        )
        self.head = nn.Sequential(nn.AdaptiveMaxPool2d(2), nn.Flatten(), nn.Dropout(0.1), nn.Linear(192, classes))

    def features(self, x):
        return self.body(x)

    def forward(self, x):
        return self.head(self.features(x))
