"""Write the locks (`requirements*.txt`) from the direct requirements beside them (`*.in`).

Needs `uv` on the path. Every version and hash is fixed for Python 3.11 to 3.13, Linux and Windows.
torch with its CUDA libraries gets a lock of its own, because some machines take another build.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TORCH = re.compile(r"(torch|torchaudio|triton|nvidia-(?!ml-py)[a-z0-9-]+|cuda-[a-z]+)==")


def compile_lock(sources: list[str], *options: str) -> list[str]:
    """The lines of a lock, one requirement with its hashes each.

    Versions in the locks that are there stay where they can; `--upgrade` takes the newest.
    """
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    command += ["--no-annotate", "--python-version", "3.11", *options, *sources, *sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder, "lock.txt")
        lock.write_text("\n".join(path.read_text("utf-8") for path in HERE.glob("*.txt")), "utf-8")
        subprocess.run([*command, "-o", str(lock)], cwd=HERE, check=True)
        return re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())


def write(name: str, requirements: list[str]) -> None:
    (HERE / name).write_text("\n".join(requirements) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Resolve everything together, then write one lock per step of the set-up."""
    everything = compile_lock(["requirements.in", "requirements-torch.in"])
    write("requirements.txt", [item for item in everything if not TORCH.match(item)])
    write("requirements-torch.txt", [item for item in everything if TORCH.match(item)])
    tests = compile_lock(["requirements-test.in"], "--constraint", "requirements.txt")
    write("requirements-test.txt", [item for item in tests if item not in everything])
    write("requirements-nodeps.txt", compile_lock(["requirements-nodeps.in"], "--no-deps"))
    write("requirements-pip.txt", compile_lock(["requirements-pip.in"]))


if __name__ == "__main__":
    sys.exit(main())
