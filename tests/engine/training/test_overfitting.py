"""When a run counts as learning its clips by heart."""

from engine.training.overfitting import Look, best_before_decline


def looks(*pairs: tuple[float, float | None]) -> list[Look]:
    return [Look(10 * n, score, loss) for n, (score, loss) in enumerate(pairs)]


def test_two_falls_after_the_best_with_a_falling_loss_are_said():
    curve = looks((0.5, None), (0.7, 1.0), (0.6, 0.8), (0.55, 0.6))
    best = best_before_decline(curve)
    assert best is not None
    assert best.step == 10
    assert best_before_decline(curve[:-1]) is None


def test_chance_and_rising_losses_are_not():
    assert best_before_decline(looks((0.5, None), (0.7, 1.0), (0.6, 0.8), (0.65, 0.6))) is None
    assert best_before_decline(looks((0.5, None), (0.7, 1.0), (0.695, 0.8), (0.693, 0.6))) is None
    assert best_before_decline(looks((0.5, None), (0.7, 1.0), (0.6, 1.2), (0.5, 1.4))) is None


def test_a_voice_that_was_best_before_it_learned_is_compared_with_its_first_steps():
    assert best_before_decline(looks((0.9, None), (0.7, 1.0), (0.6, 0.8))) is not None
    assert best_before_decline(looks((0.9, None), (0.7, 1.0), (0.6, 1.1))) is None
