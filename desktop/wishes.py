"""How a person wants a voice to be trained, as options of `timbre plan` and `timbre train`."""

from dataclasses import dataclass

from engine.bases import STARTER
from engine.plan import Quality, Recipe


@dataclass(frozen=True)
class Wishes:
    """`memory_gb` is how much memory of the device may be used, 0 for as much as there is."""

    quality: Quality = "balanced"
    base: str = STARTER
    device: str = "auto"
    memory_gb: float = 0.0
    seed: int = 0
    recipe: Recipe = "default"

    def options(self) -> list[str]:
        """For the command line; what is as it would be anyway is not said."""
        words = ["--quality", self.quality, "--base", self.base]
        if self.device != "auto":
            words += ["--device", self.device]
        if self.memory_gb:
            words += ["--vram", f"{self.memory_gb:g}"]
        if self.seed:
            words += ["--seed", str(self.seed)]
        if self.recipe != "default":
            words += ["--recipe", self.recipe]
        return words
