"""The real command line, with what comes along taken from the folder TIMBRE_TEST_RESOURCES."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import resources
from engine.__main__ import main

resources._FOLDER = Path(os.environ["TIMBRE_TEST_RESOURCES"])
sys.exit(main(sys.argv[1:]))
