"""ScaledAdam: relative moves, a state that resumes, and the published rules around it."""

import torch

from engine.models.gpt_sovits.scaled_adam import ScaledAdam, published_rate, updates_after


def losses_of(parameters, optimiser, steps, start=0):
    """Pull the parameters to fixed targets; the gradients depend on the step's number."""
    found = []
    for step in range(start, start + steps):
        draw = torch.Generator().manual_seed(step)
        loss = torch.zeros(())
        for parameter in parameters:
            target = torch.randn(parameter.shape, generator=draw)
            loss = loss + (parameter - target).square().sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        found.append(loss.item())
    return found


def parameters():
    torch.manual_seed(0)
    return [torch.nn.Parameter(torch.randn(*shape)) for shape in ((6, 5), (7,), (1,))]


def test_interrupted_it_goes_on_as_if_it_were_not():
    whole = parameters()
    want = losses_of(whole, ScaledAdam(whole, clipping_period=3), 14)
    part = parameters()
    optimiser = ScaledAdam(part, clipping_period=3)
    found = losses_of(part, optimiser, 6)
    resumed = [torch.nn.Parameter(p.detach().clone()) for p in part]
    other = ScaledAdam(resumed, clipping_period=3)
    other.load_state_dict(optimiser.state_dict())
    assert found + losses_of(resumed, other, 8, start=6) == want
    assert all(torch.equal(a, b) for a, b in zip(whole, resumed, strict=True))


def test_its_state_is_tensors_only():
    moved = parameters()
    optimiser = ScaledAdam(moved)
    losses_of(moved, optimiser, 6)
    for parameter in moved:
        state = optimiser.state[parameter]
        assert all(isinstance(value, torch.Tensor) for value in state.values())
        assert state["exp_avg"].shape == parameter.shape


def test_moves_are_in_proportion_to_the_size():
    torch.manual_seed(0)
    small = torch.nn.Parameter(torch.randn(4, 4))
    large = torch.nn.Parameter(100 * small.detach())
    before = [p.detach().clone() for p in (small, large)]
    optimiser = ScaledAdam([small, large])
    small.grad = large.grad = torch.randn(4, 4)
    optimiser.step()
    moves = [p.detach() - b for p, b in zip((small, large), before, strict=True)]
    assert torch.allclose(moves[1], 100 * moves[0], rtol=1e-3, atol=1e-5)


def test_a_tensor_that_is_too_large_shrinks():
    parameter = torch.nn.Parameter(torch.full((4,), 50.0))
    optimiser = ScaledAdam([parameter])
    for _ in range(40):
        parameter.grad = torch.tensor([1.0, -1.0, 1.0, -1.0])  # says nothing about the size
        optimiser.step()
    assert parameter.abs().mean() < 49


def test_the_published_rate_starts_high_by_mistake():
    assert [published_rate(update) for update in range(3)] == [0.01, 0.002, 0.002]


def test_a_short_epoch_updates_nothing():
    assert not any(updates_after(batch) for batch in range(4))
    assert [batch for batch in range(14) if updates_after(batch)] == [4, 8, 12]
