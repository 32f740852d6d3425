"""The glue between the golden cases and the engine: one method an operation (see check.py)."""

import sys
from pathlib import Path

# Loaded from elsewhere, the repository is not on the path.
sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.parity.adapter_auxiliary import AuxiliaryOperations
from tests.parity.adapter_gpt import GptOperations
from tests.parity.adapter_sovits import SovitsOperations
from tests.parity.adapter_text import TextOperations


class Adapter(SovitsOperations, GptOperations, AuxiliaryOperations, TextOperations):
    """Every operation; each family of networks adds its own as a mixin.

    A mixin has methods `load_FAMILY(config, version, state)` beside its operations.
    """

    def load(self, family, config, version, state):
        return getattr(self, f"load_{family}")(config, version, state)
