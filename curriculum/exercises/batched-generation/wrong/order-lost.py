import torch


@torch.no_grad()
def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    answers = []
    for prompt in sorted(prompts, key=len):
        answer = []
        while len(answer) < max_new and (not answer or answer[-1] != eos_id):
            logits = model(input_ids=torch.tensor([prompt + answer])).logits[0, -1]
            answer.append(int(logits.argmax()))
        answers.append(answer)
    return answers
