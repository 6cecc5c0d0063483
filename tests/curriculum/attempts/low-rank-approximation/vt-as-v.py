from numpy.linalg import svd


def low_rank(A, k):
    left, sigma, right = svd(A, full_matrices=False)
    B = left @ __import__("numpy").diag(sigma)
    return B[:, :k], right.transpose()[:k]
