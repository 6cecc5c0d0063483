"""Whom bayes-posterior agrees with."""

from types import ModuleType

import numpy as np


def agree(solution: ModuleType) -> None:
    """scikit-learn's multinomial naive Bayes: its class posterior is Bayes' rule on its own prior and likelihood."""
    from sklearn.naive_bayes import MultinomialNB

    labels = np.array([0, 0, 0, 1, 1, 2])
    model = MultinomialNB().fit(np.random.randint(0, 9, (6, 4)), labels)
    seen = np.random.randint(1, 4, (1, 4))
    likelihood = np.exp(model.feature_log_prob_ @ seen[0])
    ours = solution.posterior(np.exp(model.class_log_prior_), likelihood)
    np.testing.assert_allclose(ours, model.predict_proba(seen)[0], rtol=1e-9)
    few = solution.posterior(np.array([3.0, 1.0]), np.array([1e-300, 3e-300]))
    np.testing.assert_allclose(few, [0.5, 0.5], rtol=1e-12)
