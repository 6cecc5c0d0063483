from torch import nn


class SmallCNN(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.a = nn.Conv2d(1, 20, 3, padding=1)
        self.b = nn.Conv2d(20, 30, 3, stride=2, padding=1)
        self.c = nn.Linear(30 * 16, classes)

    def features(self, x):
        return self.b(self.a(x))

    def forward(self, x):
        z = self.features(x)
        return self.c(z.view(z.size(0), -1))
