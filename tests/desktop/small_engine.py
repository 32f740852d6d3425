"""The real command line with shorter stages: TIMBRE_STEPS_SHARE of the steps of each quality.

A voice in the making is tried with one short sentence instead of six, its first version is fitted
in two steps, and every stage tries one heaviest step. Only for the end-to-end check, where the
journey matters and not the voice.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.__main__ import main
from engine.models.starter import spec
from engine.text import sentences

FITTED, REHEARSED = 2, 1

share = float(os.environ.get("TIMBRE_STEPS_SHARE", "1"))
spec.SPECS["starter"] = replace(
    spec.SPEC,
    stages=tuple(
        replace(s, steps={name: max(2, round(share * n)) for name, n in s.steps.items()})
        for s in spec.SPEC.stages
    ),
)
every = sentences._sentences
sentences._sentences = lambda name: {at: (min(of, key=len),) for at, of in every(name).items()}
if "train" in sys.argv:
    from engine.models.starter import zero_shot
    from engine.training import rehearsal

    zero_shot.STEPS = FITTED
    rehearsal.STEPS = rehearsal.MICRO_BATCHES = REHEARSED
sys.exit(main(sys.argv[1:]))
