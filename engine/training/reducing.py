"""The backward pass for the parameters of one optimiser, whose gradients a group may average."""

from __future__ import annotations

from contextlib import nullcontext

from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from engine.training.group import peers


class Reduced:
    """Adds a loss to the gradients of some parameters; in a group they become the ranks' mean.

    A loss passes through the reducer's forward, which only makes it ready for the gradients to
    come; so each of a stage's losses (a GAN has two) is reduced by itself, without a search for
    parameters that got none. Li et al. 2020 (arXiv 2006.15704).
    """

    def __init__(self, parameters: list[Tensor], in_group: bool) -> None:
        self._parameters = parameters
        self._reducer = (
            DistributedDataParallel(
                _Held(parameters), broadcast_buffers=False, gradient_as_bucket_view=True
            )
            if in_group
            else None
        )

    def backward(self, loss: Tensor, is_last: bool) -> None:
        """Add to the gradients; with the last micro-batch all are averaged over the ranks."""
        if self._reducer is None:
            loss.backward(inputs=self._parameters)
            return
        with peers(), nullcontext() if is_last else self._reducer.no_sync():
            self._reducer(loss).backward(inputs=self._parameters)


class _Held(nn.Module):
    """Parameters to reduce; a loss passes through unchanged."""

    def __init__(self, parameters: list[Tensor]) -> None:
        super().__init__()
        self.held = nn.ParameterList(parameters)

    def forward(self, loss: Tensor) -> Tensor:
        return loss
