import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(64)
        self.hidden = nn.Linear(64, 96)
        self.dropout = nn.Dropout(0.1)
        self.out = nn.Linear(96, 10)

    def forward(self, x):
        return self.out(self.dropout(torch.nn.functional.gelu(self.hidden(self.norm(x)))))


def make_model():
    return Digits()


criterion = nn.CrossEntropyLoss()


def train_step(model, optimizer, x, y):
    model.train()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()  # afterwards is as good, if nothing else leaves gradients behind
    return float(loss.detach())


def train_classifier(x_train, y_train):
    model = make_model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.004)
    loader = DataLoader(TensorDataset(x_train, y_train), batch_size=50, shuffle=True)
    for _ in range(25):
        for x, y in loader:
            train_step(model=model, optimizer=optimizer, x=x, y=y)
    return model.eval()
