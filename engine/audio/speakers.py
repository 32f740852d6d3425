"""Whether more than one person speaks in a recording, by how unlike its clips sound."""

from __future__ import annotations

import numpy as np

# Two halves of one reader's clips are alike by 0.91 or more, two people's by 0.73 or less (the five
# speakers the project is tried on).
DIFFERENT = 0.8
LEAST_SHARE = 0.1
ROUNDS = 10


def suspected_speakers(embeddings: np.ndarray, seconds: np.ndarray) -> tuple[int, np.ndarray]:
    """One or two people, and whose each clip is (0 the one who speaks most): `[C, 256]`, `[C]`.

    Spherical 2-means from the two most unlike clips; two people are suspected when the two means
    are less alike than a person is to himself and the second speaks for a tenth of the time.
    """
    alone = np.zeros(len(embeddings), int)
    if len(embeddings) < 4:
        return 1, alone
    alike = embeddings @ embeddings.T
    means = embeddings[list(np.unravel_index(np.argmin(alike), alike.shape))]
    labels = alone
    for _ in range(ROUNDS):
        labels = np.argmax(embeddings @ means.T, axis=1)
        if len(np.unique(labels)) < 2:
            return 1, alone
        means = np.stack([embeddings[labels == side].mean(axis=0) for side in (0, 1)])
        means /= np.linalg.norm(means, axis=1, keepdims=True)
    shares = np.array([seconds[labels == side].sum() for side in (0, 1)]) / seconds.sum()
    if float(means[0] @ means[1]) > DIFFERENT or shares.min() < LEAST_SHARE:
        return 1, alone
    return 2, labels if shares[0] >= shares[1] else 1 - labels
