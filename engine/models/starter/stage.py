"""What both stages of the starter share: a part of the network, and the style that it obeys."""

from __future__ import annotations

from typing import Any, ClassVar

from torch import nn

from engine.models.starter.lessons import Lessons
from engine.models.starter.network import Kokoro
from engine.models.starter.persona import Persona
from engine.models.starter.trial import Trial
from engine.plan import StagePlan

BETAS = (0.8, 0.98)


class Styled(nn.Module):
    """A part of the network and the half of the persona's style that it obeys, by their names."""

    def __init__(self, network: Kokoro, persona: Persona, part: str, style: str) -> None:
        super().__init__()
        self.add_module(part, getattr(network, part))
        self.register_parameter(style, getattr(persona, style))


class StarterStage:
    """A stage whose name is that of its half of the style; `part` of the network learns with it.

    The style learns `style_rate` times as fast as the weights.
    """

    name: ClassVar[str]
    part: ClassVar[str]
    style_rate: ClassVar[float]

    def __init__(
        self, network: Kokoro, persona: Persona, lessons: Lessons, plan: StagePlan, trial: Trial
    ) -> None:
        self._network = network
        self._persona = persona
        self._lessons = lessons
        self._plan = plan
        self._trial = trial
        self._module = Styled(network, persona, self.part, self.name)

    @property
    def module(self) -> nn.Module:
        return self._module

    def checkpoint_blocks(self) -> list[str]:
        """See `Stage`."""
        return self._network.checkpoint_blocks(f"{self.part}.")

    def steady_blocks(self) -> list[str]:
        """See `Stage`: none."""
        return []

    def helpers(self) -> tuple[str, ...]:
        """See `Stage`: all of it is the voice."""
        return ()

    def parameter_groups(self) -> dict[str, list[dict[str, Any]]]:
        """See `Stage`: the style vector and the weights."""
        rate = self._plan.learning_rate
        named = dict(self._module.named_parameters())
        style = named.pop(self.name)
        weights = [parameter for parameter in named.values() if parameter.requires_grad]
        return {
            self.name: [
                {"params": [style], "lr": self.style_rate * rate, "betas": BETAS},
                {"params": weights, "lr": rate, "betas": BETAS},
            ]
        }

    def drive(self) -> None:
        """See `Stage`: the loop's own way."""

    def _freeze(self) -> None:
        """Nothing learns any more."""
        self._persona.requires_grad_(False)
        self._network.requires_grad_(False)

    def _linear_layers(self) -> list[str]:
        """The layers that turn the style into scale and shift: what takes an adapter."""
        layers = [n for n, m in self._module.named_modules() if isinstance(m, nn.Linear)]
        return [name for name in layers if name.endswith(".fc")]
